import fc from 'fast-check';
import type { Door, Header, Plane, Request } from '../../src/planes/plane.js';

const paths = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/ab',
  '/A',
  '/A/B',
  '/a%2Fb',
  '/a%2fb',
  '//',
  '//a',
  '/a//b',
  '/a.b',
  '/a/..',
  '/a/../a',
  '/a/./b',
  '/%61',
  '/%2e%2e/a',
  '/a/.',
  '/a%20b',
  '/a;b',
  '/a\\b',
  '/b',
  '/b/b',
  '/a~b',
  '/a%7eb',
  '/a/b/c',
  '/a%',
  '/%zz',
  '/%00',
  '/a#b',
  '/"<>',
  '/a%252Fb',
  '/.a',
  '/...',
];
const queries = ['', '', '?', '?q=a', '?q=ab', '?Q=a', '?q=%61', '?q', '?q=b&q=a', '?a=/../b', '?q=a;b'];
const values = ['a', 'b', 'ab', 'aa', 'A', 'a,b', 'a b', '', 'abc'];

const header: fc.Arbitrary<Header> = fc.tuple(fc.constantFrom('x-a', 'x-b', 'cookie'), fc.constantFrom(...values));

const preflight: readonly Header[] = [
  ['origin', 'https://ok.example'],
  ['access-control-request-method', 'GET'],
];

const loose = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH'),
  path: fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...queries)).map(([path, query]) => path + query),
  headers: fc.oneof(fc.array(header, { maxLength: 3 }), fc.constant(preflight)),
  written: fc.constantFrom(
    (host: string) => host,
    (host: string) => host,
    (host: string) => host.toUpperCase(),
    (host: string) => `${host}:80`,
    (host: string) => `${host}:81`,
    (host: string) => `${host}.`,
  ),
});

/** Requests to a host: those around its matchers, and as many others as it takes. */
export function requestsTo(door: Door, plane: Plane, count: number, seed: number): readonly Request[] {
  const edges = [...plane.edges(door)].slice(0, count / 2);
  const others = fc.sample(loose, { numRuns: count - edges.length, seed }).map(({ written, ...request }) => ({
    ...request,
    ...door,
    host: written(door.host),
    client: '198.51.100.7',
  }));
  // An upgraded connection is no answer that this client understands.
  return [...edges, ...others].filter(({ headers }) => headers.every(([name]) => name !== 'upgrade'));
}
