import type { Request } from '../plane.js';
import { seenPath } from './path.js';

/** A request as the routes of a gateway see it. */
export interface SeenRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** Host as it was sent. */
  readonly authority: string;
  readonly port: number;
  /** Without the query. */
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
  /** By lower-case name; several values are joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly client: string | undefined;
}

/** What no route ever sees: the gateway answers by itself, or this plane does not model it. */
export type Unseen = { readonly refused: string; readonly status?: number } | { readonly unknown: string };

const HOST = /^[A-Za-z0-9._~%!$&'()*+,;=:[\]-]+$/;
/** Those of RFC 9110 that route like any other. CONNECT has no path; and others depend on the parser of the proxy. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']);

function headersOf({ headers, client }: Request): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  const add = (name: string, value: string, by: string): void => {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before}${by}${value}`);
  };
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    // HTTP/2 splits cookies into several headers, and a proxy puts them together again.
    if (lower !== 'host') add(lower, value.trim(), lower === 'cookie' ? '; ' : ',');
  }
  if (client !== undefined) add('x-forwarded-for', client, ',');
  return joined;
}

/** A proxy forgets the wish for an upgrade that Connection does not repeat. */
function withoutIdleUpgrade(headers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const repeated = /(?:^|,)\s*upgrade\s*(?:,|$)/i.test(headers.get('connection') ?? '');
  return repeated ? headers : new Map([...headers].filter(([name]) => name !== 'upgrade'));
}

export function seenRequest(request: Request): SeenRequest | Unseen {
  const { method, scheme, host, port, client } = request;
  const headers = withoutIdleUpgrade(headersOf(request));
  const upgrade = headers.get('upgrade');
  if (upgrade !== undefined && upgrade.toLowerCase() !== 'websocket')
    return { refused: `an upgrade to ${upgrade} is not served`, status: 403 };
  if (!METHODS.has(method)) return { unknown: `what the gateway does with method ${JSON.stringify(method)}` };
  if (!HOST.test(host)) return { refused: `Host ${JSON.stringify(host)} is none` };
  const path = seenPath(request.path);
  if (!('path' in path)) return path;
  return { method, scheme, authority: host, port, ...path, headers, client };
}

/** The first value of a query parameter, as it is sent. */
export function parameterOf({ query }: SeenRequest, name: string): string | undefined {
  for (const part of query.slice(1).split('&')) {
    const at = part.indexOf('=');
    if ((at < 0 ? part : part.slice(0, at)) === name) return at < 0 ? '' : part.slice(at + 1);
  }
  return undefined;
}
