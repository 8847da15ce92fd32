import type { Json } from '../model/manifest.js';
import type { Server, Situation } from './gate-kind.js';

const TIMEOUT = 30_000;

/** Why there is no answer, in a few words. */
export class NoAnswer extends Error {}

/**
 * Asks a server for JSON.
 * @param form sent as a form in a POST, so that a question may be long; without one it is a GET
 * @throws NoAnswer when there is none, or one that is no JSON or no success
 */
export async function askJson(
  { fetch }: Pick<Situation['world'], 'fetch'>,
  { url, token }: Server,
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<Json> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(url + path, {
      method: form ? 'POST' : 'GET',
      headers: { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      // A token is for the server that it was set for.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
      ...(form && { body: new URLSearchParams(form) }),
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw new NoAnswer(`${url} gives no answer: ${causeOf(error)}`);
  }
  const body = jsonOf(text);
  if (status >= 200 && status < 300 && body !== undefined) return body;
  throw new NoAnswer(`${url} answers ${status}${wordsOf(body)}`);
}

/** Node says "fetch failed", and why only in the cause. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || String((cause as Error & { code?: unknown }).code);
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function wordsOf(body: Json | undefined): string {
  if (body === undefined || body === null || typeof body !== 'object' || Array.isArray(body)) return '';
  const { error, message } = body as { readonly [key: string]: Json | undefined };
  const words = [error, message].find(each => typeof each === 'string');
  return words === undefined ? '' : `: ${String(words).slice(0, 200)}`;
}
