import { cookieRegex } from '../../model/cookie-regex.js';
import type { Json } from '../../model/manifest.js';
import type { Match, PathMatch, TextMatch } from '../../model/match.js';
import type { Protocol, Route } from '../../model/route.js';
import { UserError } from '../../model/user-error.js';

/** An `HTTPMatchRequest`: all of its fields must hold. */
export interface IstioMatch {
  readonly [field: string]: Json | undefined;
  readonly uri?: Json;
  readonly method?: Json;
  readonly headers?: Readonly<Record<string, Json>>;
  readonly queryParams?: Readonly<Record<string, Json>>;
}

/** Any method of a list, as RE2; one method stays a plain text. */
function methodMatch(methods: readonly string[]): Json {
  return methods.length === 1 ? { exact: methods[0]! } : { regex: methods.join('|') };
}

/** `StringMatch`: regular expressions are RE2 and must match the whole text. A header that is only there has `{}`. */
function textMatch(match: TextMatch): Json {
  return match.kind === 'present' ? {} : { [match.kind]: match.value };
}

/** A parameter that is only there has any value; the API promises the meaning of an empty match for headers only. */
function queryMatch(match: TextMatch): Json {
  return match.kind === 'present' ? { regex: '.*' } : { [match.kind]: match.value };
}

/** Istio's prefix is one of letters, so whole segments need two matches. */
function uriMatches(path: PathMatch | undefined): readonly (Json | undefined)[] {
  if (!path) return [undefined];
  if (path.kind === 'text') return [{ prefix: path.value }];
  if (path.kind !== 'prefix') return [{ [path.kind]: path.value }];
  return path.value === '/' ? [{ prefix: '/' }] : [{ exact: path.value }, { prefix: `${path.value}/` }];
}

/**
 * What makes a request one of a protocol. An upgrade's name has no case (RFC 9110, 7.8).
 *
 * Sources: https://www.rfc-editor.org/rfc/rfc6455#section-4.1,
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
const PROTOCOL_HEADERS: Readonly<Record<Protocol, Readonly<Record<string, Json>>>> = {
  http: {},
  websocket: { upgrade: { regex: '(?i)websocket' } },
  grpc: { 'content-type': { prefix: 'application/grpc' } },
};

/** Joins conditions on headers. Istio keeps one condition a header, so a second one on the same header has no place. */
export function bothHeaders(
  a: Readonly<Record<string, Json>>,
  b: Readonly<Record<string, Json>>,
  route: string,
): Readonly<Record<string, Json>> {
  for (const name of Object.keys(b)) {
    if (name in a) {
      throw new UserError(
        `Route "${route}" needs two conditions on header "${name}" at once, and Istio keeps one.`,
        'Drop one of them, or say both in one regular expression.',
      );
    }
  }
  return { ...a, ...b };
}

function headersOf(match: Match, route: Route): Readonly<Record<string, Json>> {
  let headers: Readonly<Record<string, Json>> = {};
  for (const [name, value] of Object.entries(match.headers ?? {})) {
    headers = bothHeaders(headers, { [name.toLowerCase()]: textMatch(value) }, route.name);
  }
  for (const [name, value] of Object.entries(match.cookies ?? {})) {
    headers = bothHeaders(headers, { cookie: { regex: cookieRegex(name, value) } }, route.name);
  }
  return bothHeaders(headers, PROTOCOL_HEADERS[route.protocol], route.name);
}

/** The matches of a route; empty when it takes every request. */
export function routeMatches(route: Route): readonly IstioMatch[] {
  const matches = route.match.length > 0 ? route.match : [{}];
  const all = matches.flatMap(match => {
    const headers = headersOf(match, route);
    const query = Object.entries(match.query ?? {}).map(([name, value]) => [name, queryMatch(value)] as const);
    return uriMatches(match.path).map(uri => ({
      ...(uri !== undefined && { uri }),
      ...(match.methods && { method: methodMatch(match.methods) }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(query.length > 0 && { queryParams: Object.fromEntries(query) }),
    }));
  });
  return all.some(match => Object.keys(match).length === 0) ? [] : all;
}
