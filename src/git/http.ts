import type { Json } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';
import { redact } from './redact.js';
import { doubling, isRateLimit, pauseBefore } from './retry.js';

/** What a forge answered. */
export interface Answer {
  readonly status: number;
  /** `undefined` for an empty body, or one that is no JSON. */
  readonly body: Json | undefined;
}

export interface CallOptions {
  readonly body?: Json;
  /** Whether doing it twice does no more than doing it once. @default every method but POST */
  readonly repeatable?: boolean;
  /** Statuses that the caller deals with, beside 2xx. @default none */
  readonly accept?: readonly number[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Asks a forge.
 * @param path below the forge's API, with its leading `/`
 * @throws UserError when the forge refuses; Unanswered when nobody can say what it did
 */
export type Send = (method: Method, path: string, options?: CallOptions) => Promise<Answer>;

export interface HttpProps {
  /** The address that every path is appended to, without a `/` at its end. */
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What must never be printed. */
  readonly secrets: readonly string[];
  /** The way out when the forge does not take the token. */
  readonly logIn: string;
}

/** Nobody can say whether the forge did what it was asked: look what is there before asking again. */
export class Unanswered extends UserError {}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const TRIES = 5;
const TIMEOUT = 30_000;

/** Speaks with a forge over HTTP; waits and asks again where that can do no harm. */
export function http(world: Pick<World, 'fetch' | 'now' | 'sleep'>, props: HttpProps): Send {
  const clean = (text: string) => redact(text, props.secrets);
  return async (method, path, options = {}) => {
    const { repeatable = method !== 'POST', accept = [] } = options;
    const what = `${method} ${clean(props.api + path)}`;
    for (let attempt = 1; ; attempt++) {
      const reply = await once(world, props, method, path, options.body);
      if (!('status' in reply)) {
        if (!repeatable || attempt === TRIES) throw unanswered(what, clean(causeOf(reply)));
        await world.sleep(doubling(attempt + 1));
        continue;
      }
      const { status, headers, text } = reply;
      if (status < 300 || accept.includes(status)) return { status, body: jsonOf(text) };
      const limited = isRateLimit(status, headers);
      const again = limited || (repeatable && status >= 500);
      const pause = again && attempt < TRIES ? pauseBefore(attempt + 1, headers, world.now()) : undefined;
      if (pause === undefined) {
        const message = `${what}: ${[status, clean(wordsOf(text))].filter(Boolean).join(': ')}`;
        if (limited) throw new UserError(message, 'The rate limit is used up: run it again later.');
        if (status >= 500 && !repeatable) throw new Unanswered(message, 'Run it again: it looks first what is there.');
        throw new UserError(message, wayOut(status, props.logIn));
      }
      await world.sleep(pause);
    }
  };
}

async function once(
  { fetch }: Pick<World, 'fetch'>,
  { api, headers }: HttpProps,
  method: Method,
  path: string,
  body: Json | undefined,
): Promise<Reply | Error> {
  try {
    const response = await fetch(api + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      // A redirected POST becomes a GET, which would look like success.
      redirect: method === 'GET' ? 'follow' : 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function unanswered(what: string, why: string): Unanswered {
  const network =
    "Look at the network. Node's fetch takes a proxy from the environment only when NODE_USE_ENV_PROXY=1 is set (Node 22.21 and 24 on).";
  return new Unanswered(`${what}: no answer (${why}).`, network);
}

function wayOut(status: number, logIn: string): string {
  if (status === 401) return logIn;
  if (status === 403) return `The token may not do this. ${logIn}`;
  if (status === 404) return `It does not exist, or the token may not see it. ${logIn}`;
  if (status < 400) return "The repository has moved: put right the remote's address.";
  return status >= 500 ? 'The forge is in trouble: run it again later.' : 'Put right what it says.';
}

/** Node says "fetch failed", and why only in the cause. */
function causeOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  const { code } = cause as NodeJS.ErrnoException;
  return [message, cause.message || code].filter(Boolean).join(': ');
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What a forge says in an error: `message` or `error`, and the details that some add. */
function wordsOf(text: string): string {
  const body = jsonOf(text);
  if (typeof body !== 'object' || body === null || !('message' in body || 'error' in body))
    return text.slice(0, 200).trim();
  const { message, error, errors } = body as Record<string, Json | undefined>;
  return [message ?? error, errors]
    .filter(part => part !== undefined)
    .map(part => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(' ');
}
