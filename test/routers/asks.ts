import { edgeOf, host, service, sticky } from '../../src/model/backend.js';
import type { Feature } from '../../src/model/feature.js';
import { path, text } from '../../src/model/match.js';
import { pin } from '../../src/model/pin.js';
import type { Route } from '../../src/model/route.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { gateway, routeOf, setOf, shop } from './acme.js';

/** Two route sets: one asks for a feature, the other is the same without it. */
export interface Ask {
  readonly asking: RouteSet;
  readonly plain: RouteSet;
}

const byRoute = (route: Partial<Route>, plain: Partial<Route> = {}): Ask => ({
  asking: setOf({ routes: [routeOf({ ...plain, ...route })] }),
  plain: setOf({ routes: [routeOf(plain)] }),
});

const byBackend = (of: Route['backend']): Ask => byRoute({ backend: of });

const oldSide = (backend: RouteSet['sides'][number]['backend']): RouteSet['sides'] => [
  { id: 'old', ...(backend && { backend }) },
  { id: 'new' },
];

// Ports are alike: some mechanisms translate none.
const edge = edgeOf('old-edge', { through: service('old-edge', 8080) });

const passing = [{ ...gateway, tls: { mode: 'PASSTHROUGH', minVersion: 'TLSV1_2' } }] as const;

const elsewhere = { namespace: 'shared', connectionPool: { maxConnections: 10 } };

/** For every feature, the smallest route set that asks for it. */
export const asks: Readonly<Record<Feature, Ask>> = {
  'protocol.websocket': byRoute({ protocol: 'websocket' }),
  'protocol.grpc': byRoute({ protocol: 'grpc' }),
  'path.exact': byRoute({ match: [path.exact('/a')] }),
  'path.prefix': byRoute({ match: [path.prefix('/a')] }),
  'path.text': byRoute({ match: [path.text('/a')] }),
  'path.regex': byRoute({ match: [path.regex('/a[0-9]+')] }),
  'match.methods': byRoute({ match: [{ methods: ['GET', 'POST'] }] }),
  'match.headers': byRoute({ match: [{ headers: { 'x-a': text.present() } }] }),
  'match.query': byRoute({ match: [{ query: { q: text.exact('1') } }] }),
  'match.cookies': byRoute({ match: [{ cookies: { c: text.exact('1') } }] }),
  timeout: byRoute({ timeout: 10_000 }),
  retries: byRoute({ retries: { attempts: 3 } }),
  cors: byRoute({ cors: { origins: ['https://acme.example'] } }),
  'rewrite.path': byRoute({ match: [path.prefix('/a')], rewrite: { path: '/b' } }, { match: [path.prefix('/a')] }),
  'rewrite.path-before-edge': {
    asking: setOf({ sides: oldSide(edge), routes: [routeOf({ rewrite: { path: '/b' } })] }),
    plain: setOf({ sides: oldSide(edge) }),
  },
  'rewrite.host': byRoute({ rewrite: { host: 'inner.acme.example' } }),
  redirect: byRoute({ redirect: { host: 'new.acme.example' }, backend: undefined }),
  mirror: byRoute({ mirror: { to: service('shadow', 80), parts: 500 } }),
  fault: byRoute({ fault: { abort: { status: 503, parts: 100 } } }),
  'request-headers': byRoute({ requestHeaders: { set: { 'x-a': '1' } } }),
  'response-headers': byRoute({ responseHeaders: { remove: ['server'] } }),
  'backend.subset': byBackend(service('shop', 8080, { subset: { name: 'v2', labels: { version: 'v2' } } })),
  'backend.namespace': byBackend(service('shop', 8080, { namespace: 'shared' })),
  'backend.host': byBackend(host('shop.example.org', 8080)),
  'backend.edge': { asking: setOf({ sides: oldSide(edge) }), plain: setOf() },
  'backend.edge-address': {
    asking: setOf({ sides: oldSide(edgeOf('old-edge', { address: 'old.example.org' })) }),
    // A mechanism that needs an address needs one here too.
    plain: setOf({ sides: oldSide(edgeOf('old-edge', { address: 'older.example.org' })) }),
  },
  'tls.upstream': byBackend({ ...shop, tls: { mode: 'SIMPLE' } }),
  'tls.passthrough': { asking: setOf({ gateways: passing }), plain: setOf() },
  'tls.passthrough-http': {
    asking: setOf({ gateways: passing, routes: [routeOf({ match: [path.exact('/a')] })] }),
    plain: setOf({ gateways: passing }),
  },
  sticky: byBackend({ ...shop, sticky: sticky.cookie('id', '1h') }),
  'outlier-detection': byBackend({ ...shop, outlierDetection: { consecutive5xxErrors: 3 } }),
  'connection-pool': byBackend({ ...shop, connectionPool: { maxConnections: 10 } }),
  'policy-namespace': {
    asking: setOf({ routes: [routeOf({ backend: service('shop', 8080, elsewhere) })] }),
    plain: setOf({ routes: [routeOf({ backend: service('shop', 8080, { namespace: 'shared' }) })] }),
  },
  rest: {
    asking: setOf({
      sides: oldSide(edge),
      rest: { id: 'old', backend: edge },
      routes: [routeOf({ match: [path.prefix('/a')] })],
    }),
    plain: setOf({ sides: oldSide(edge), routes: [routeOf({ match: [path.prefix('/a')] })] }),
  },
  'pin.header': { asking: setOf({ pins: [pin.header('x-canary', 'always')] }), plain: setOf() },
  'pin.cookie': { asking: setOf({ pins: [pin.cookie('canary', 'always')] }), plain: setOf() },
  'pin.user': { asking: setOf({ pins: [pin.users('x-user-id', ['7', '8'])] }), plain: setOf() },
  'pin.cidr': { asking: setOf({ pins: [pin.cidr(['10.20.0.0/16'])] }), plain: setOf() },
};
