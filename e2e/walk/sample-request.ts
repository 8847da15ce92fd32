import type { Match, PathMatch, TextMatch } from '../../src/model/match.js';
import type { Route } from '../../src/model/route.js';
import type { Protocol, Request } from '../load/request.js';

const protocols: Readonly<Record<Route['protocol'], Protocol>> = {
  http: 'http1',
  websocket: 'websocket',
  grpc: 'grpc',
};

/** A request that the route takes: its first match, met as plainly as possible. */
export function sampleRequest(route: Route): Request {
  const match = route.match[0] ?? {};
  const query = Object.entries(match.query ?? {}).map(
    ([name, value]) => `${name}=${encodeURIComponent(textFor(value))}`,
  );
  const path = pathFor(route, match.path) + (query.length > 0 ? `?${query.join('&')}` : '');
  return {
    host: route.host.replace(/^\*/, 'any'),
    path,
    protocol: protocols[route.protocol],
    ...(match.methods?.[0] && { method: match.methods[0] }),
    headers: headersFor(match),
  };
}

function headersFor({ headers = {}, cookies = {} }: Match): Readonly<Record<string, string>> {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${textFor(value)}`);
  return {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textFor(value)])),
    ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
  };
}

function textFor(match: TextMatch): string {
  if (match.kind === 'present') return 'any';
  if (match.kind === 'regex')
    throw new Error(`No text is known that meets /${match.value}/. Write the request by hand.`);
  return match.value;
}

/** A gRPC method has two segments, so a path that only says the service is completed. */
function pathFor(route: Route, match: PathMatch | undefined): string {
  if (match?.kind === 'regex') {
    throw new Error(`No path is known that meets /${match.value}/ of "${route.name}". Write the request by hand.`);
  }
  const path = match?.value ?? '/';
  const open = match?.kind !== 'exact' && route.protocol === 'grpc' && path.split('/').length < 3;
  return open ? `${path.replace(/\/$/, '')}/${path === '/' ? 'sample.v1.Sample/Get' : 'Get'}` : path;
}
