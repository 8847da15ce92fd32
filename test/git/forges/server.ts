import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Json } from '../../../src/model/manifest.js';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, Json | undefined>>;
  readonly authorization: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What goes wrong once: an answer in place of the real one, or a connection that breaks before or after the work. */
export interface Fault {
  readonly on: RegExp;
  readonly what: Reply | 'break before' | 'break after' | 'fail after';
}

export interface Stored {
  number: number;
  state: 'open' | 'merged' | 'closed';
  title: string;
  body: string;
  head: string;
  base: string;
  labels: string[];
  reviewers: string[];
  comments: string[];
  autoMerge: boolean;
}

/** What every forge keeps, in its own words or in others. */
export interface Kept {
  readonly requests: Stored[];
  readonly branches: Map<string, string>;
  readonly statuses: string[];
  readonly labels: string[];
  /** Who has approved, in the words of the forge's answers. */
  approvals: Json[];
  /** How often a merge is put off while the forge looks for conflicts. */
  busy: number;
}

export interface Server {
  readonly origin: string;
  readonly kept: Kept;
  /** `METHOD path` of everything that was asked, in order. */
  readonly asked: string[];
  readonly faults: Fault[];
}

export const TOKEN = 'tok-3n/s3cret+';

/** A forge on loopback that answers as the published description of its API says. */
export async function server(
  authorized: (header: string) => boolean,
  answer: (kept: Kept, asked: Asked) => Reply,
): Promise<Server> {
  const kept: Kept = {
    requests: [],
    branches: new Map([['work', 'a'.repeat(40)]]),
    statuses: [],
    labels: [],
    approvals: [],
    busy: 0,
  };
  const asked: string[] = [];
  const faults: Fault[] = [];
  const listener = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://x');
      const line = `${request.method} ${url.pathname}`;
      asked.push(line);
      const at = faults.findIndex(({ on }) => on.test(line));
      const what = at < 0 ? undefined : faults.splice(at, 1)[0]!.what;
      if (what === 'break before') return void request.socket.destroy();
      const authorization = request.headers.authorization ?? '';
      const text = Buffer.concat(parts).toString();
      const ours = (): Reply =>
        authorized(authorization)
          ? answer(kept, {
              method: request.method!,
              path: url.pathname,
              query: url.searchParams,
              body: text ? JSON.parse(text) : {},
              authorization,
            })
          : { status: 401, body: { message: `Bad credentials: ${authorization}` } };
      const reply = typeof what === 'object' ? what : ours();
      if (what === 'break after') return void request.socket.destroy();
      const { status, body, headers } = what === 'fail after' ? { status: 502, body: '<html>', headers: {} } : reply;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>(resolve => void listener.close(() => resolve())));
  return { origin: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`, kept, asked, faults };
}

export function store(
  kept: Kept,
  { head, base, title, body }: Pick<Stored, 'head' | 'base' | 'title' | 'body'>,
): Stored {
  const stored: Stored = {
    number: kept.requests.length + 1,
    state: 'open',
    title,
    body,
    head,
    base,
    labels: [],
    reviewers: [],
    comments: [],
    autoMerge: false,
  };
  kept.requests.push(stored);
  return stored;
}

export function openOf(kept: Kept, head: unknown, base: unknown): Stored | undefined {
  return kept.requests.find(each => each.state === 'open' && each.head === head && each.base === base);
}
