import { edgeOf, host, service, sticky } from '../../src/model/backend.js';
import { path, text } from '../../src/model/match.js';
import { pin } from '../../src/model/pin.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { handOver, type Split, split } from '../../src/model/split.js';
import { cluster, gateway, routeOf, setOf } from './acme.js';

/** A route set that a person can read, and a split of it; each becomes one golden file for every router that can. */
export interface Sample {
  readonly name: string;
  readonly set: RouteSet;
  readonly split: Split;
}

function sample(name: string, parts: number, set: Partial<RouteSet> = {}): Sample {
  const full = setOf(set);
  return { name, set: full, split: handOver(full.sides[0]!.id, full.sides[1]!.id, parts) };
}

const version = (name: string) => service('shop', 8080, { subset: { name, labels: { version: name } } });

const withTls = (tls: RouteSet['gateways'][number]['tls']): Partial<RouteSet> => ({
  gateways: [{ ...gateway, ...(tls && { tls }) }],
});

const toOldEdge = (through: Parameters<typeof edgeOf>[1]['through']): RouteSet['sides'] => [
  { id: 'apisix', backend: edgeOf('apisix', { through, address: 'apisix-lb.example' }) },
  { id: 'new' },
];

export const samples: readonly Sample[] = [
  sample('http-before-1-22', 2_500, { cluster: { ...cluster, istio: '1.20.1' } }),
  sample('http', 2_500),
  sample('http-none-moved', 0, { phase: 'prepare' }),
  sample('http-all-moved', 10_000, { phase: 'complete' }),
  {
    name: 'no-migration',
    set: setOf({ sides: [{ id: 'new' }], phase: undefined }),
    split: [{ backend: 'new', parts: 10_000 }],
  },
  sample('websocket', 1_000, {
    routes: [routeOf({ name: 'voice', protocol: 'websocket', match: [path.prefix('/ws')], timeout: 0 })],
  }),
  sample('grpc', 1_000, {
    routes: [routeOf({ name: 'identity', protocol: 'grpc', match: [path.prefix('/identity.v1.Identity')] })],
  }),
  sample('tls-mutual', 5_000, withTls({ mode: 'MUTUAL', secret: 'acme-tls', minVersion: 'TLSV1_3' })),
  sample('tls-passthrough', 5_000, withTls({ mode: 'PASSTHROUGH', minVersion: 'TLSV1_2' })),
  sample('match-paths', 2_500, {
    routes: [
      routeOf({ name: 'exact', match: [path.exact('/healthz')] }),
      routeOf({ name: 'prefix', match: [path.prefix('/api/v1')] }),
      routeOf({ name: 'text', match: [path.text('/static')] }),
      routeOf({ name: 'regex', match: [path.regex('/users/[0-9]+(/.*)?')] }),
    ],
  }),
  sample('match-path-exact-and-prefix', 2_500, {
    routes: [
      routeOf({ name: 'health', match: [path.exact('/healthz')] }),
      routeOf({ name: 'api', match: [path.prefix('/api/v1')] }),
      routeOf({ name: 'rest', match: [path.prefix('/')] }),
    ],
  }),
  sample('match-headers-query-method', 2_500, {
    routes: [
      routeOf({
        match: [
          {
            ...path.prefix('/api'),
            methods: ['GET', 'POST'],
            headers: { 'x-client': text.regex('mobile|tablet'), 'x-beta': text.present() },
            query: { version: text.exact('2'), debug: text.present() },
          },
        ],
      }),
    ],
  }),
  sample('match-cookie', 2_500, { routes: [routeOf({ match: [{ cookies: { beta: text.exact('yes') } }] })] }),
  sample('treatments', 2_500, {
    routes: [
      routeOf({
        match: [path.prefix('/api')],
        timeout: 300_000,
        retries: { attempts: 3, perTryTimeout: 2_500, on: ['5xx', 'reset'] },
        cors: { origins: ['https://acme.example', '*'], methods: ['GET'], credentials: true, maxAge: 86_400_000 },
        rewrite: { path: '/v2', host: 'inner.acme.example' },
        requestHeaders: { set: { 'x-edge': 'new' }, add: { via: 'sluice' }, remove: ['x-debug'] },
        responseHeaders: { set: { 'x-frame-options': 'DENY' }, remove: ['server'] },
      }),
    ],
  }),
  sample('timeout-and-headers', 2_500, {
    routes: [
      routeOf({
        timeout: 30_000,
        requestHeaders: { set: { 'x-edge': 'new' } },
        responseHeaders: { remove: ['server'] },
      }),
    ],
  }),
  sample('mirror-and-fault', 0, {
    routes: [
      routeOf({
        mirror: { to: service('shadow', 8080), parts: 1_000 },
        fault: { abort: { status: 503, parts: 50 }, delay: { time: 250, parts: 100 } },
      }),
    ],
  }),
  sample('redirect', 2_500, {
    routes: [
      routeOf({ name: 'old-docs', match: [path.exact('/docs')], redirect: { host: 'docs.acme.example', status: 308 } }),
      routeOf(),
    ],
  }),
  sample('sticky-and-outliers', 2_500, {
    routes: [
      routeOf({
        backend: service('shop', 8080, {
          sticky: sticky.cookie('shop-session', '1h', '/'),
          outlierDetection: {
            consecutive5xxErrors: 5,
            interval: '10s',
            baseEjectionTime: '30s',
            maxEjectionPercent: 50,
          },
          connectionPool: { maxConnections: 100, connectTimeout: '5s', maxPendingRequests: 50, maxRequests: 200 },
        }),
      }),
    ],
  }),
  sample('subsets', 4_000, {
    sides: [
      { id: 'v1', backend: version('v1') },
      { id: 'v2', backend: version('v2') },
    ],
  }),
  {
    name: 'three-services',
    set: setOf({ sides: ['blue', 'green', 'red'].map(id => ({ id, backend: service(id, 8080) })) }),
    split: split([
      { backend: 'blue', parts: 5_000 },
      { backend: 'green', parts: 3_000 },
      { backend: 'red', parts: 2_000 },
    ]),
  },
  sample('other-cluster', 500, {
    sides: [
      { id: 'old', backend: service('old-shop', 8080) },
      { id: 'new', backend: host('shop.kong.dev.example', 443, { tls: { mode: 'SIMPLE' } }) },
    ],
    routes: [routeOf({ rewrite: { host: 'shop.kong.dev.example' } })],
  }),
  sample('edge-service', 1_000, {
    sides: toOldEdge(service('apisix-gateway', 80, { namespace: 'apisix' })),
    routes: [routeOf({ rewrite: { host: 'inner.acme.example' }, responseHeaders: { set: { 'x-edge': 'new' } } })],
  }),
  sample('edge-host', 1_000, { sides: toOldEdge(host('old-edge.example', 80, { addresses: ['192.0.2.10'] })) }),
  sample('edge-address', 1_000, { sides: toOldEdge(undefined) }),
  sample('pins', 1_000, {
    gateways: [{ ...gateway, trustedProxies: 1 }],
    pins: [
      pin.header('x-canary', 'always'),
      pin.cookie('canary', 'never', { side: 'old' }),
      pin.users('x-user-id', ['42', 'a.b']),
      pin.cidr(['10.20.0.0/16', '203.0.113.7/32']),
    ],
  }),
  sample('pins-by-header', 1_000, {
    pins: [pin.header('x-canary', 'always')],
    routes: [routeOf({ match: [path.prefix('/api')] })],
  }),
];
