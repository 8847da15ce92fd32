import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeOf, host, service, sticky } from '../../src/model/backend.js';
import { path, text } from '../../src/model/match.js';
import { pin } from '../../src/model/pin.js';
import type { Route } from '../../src/model/route.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { ALL } from '../../src/model/share.js';
import { handOver, type Split } from '../../src/model/split.js';
import { type GatewayApiOptions, gatewayApi } from '../../src/routers/gateway-api.js';
import { expectGolden } from '../golden.js';
import { aRoute, aSet, cluster, edge, tenant } from './a-set.js';

const folder = join(import.meta.dirname, 'gateway-api');

const standard: GatewayApiOptions = { channel: 'standard', version: '1.4', gatewayClass: 'istio' };
const experimental: GatewayApiOptions = { ...standard, channel: 'experimental', regex: true };
const quarter = handOver('legacy', 'new', 2_500);

const render = (set: RouteSet, options = standard, split: Split = quarter) => gatewayApi(options).render(set, split);
const withRoute = (over: Partial<Route>) => aSet({ routes: [aRoute(over)] });

describe('what is written', () => {
  test('a gateway with HTTPS, and plain HTTP that redirects', async () => {
    const made = gatewayApi(standard).gateway!(edge, tenant, cluster);

    await expectGolden(made, folder, 'gateway');
  });

  test('C3: a route is split by weight, and pinned by header and by user', async () => {
    const set = aSet({ pins: [pin.header('X-Canary', 'yes'), pin.users('x-user', ['ann', 'bob'], { side: 'old' })] });

    await expectGolden(render(set), folder, 'pins');
  });

  test('every treatment of the experimental channel', async () => {
    const set = aSet({
      routes: [
        aRoute({
          name: 'upload',
          match: [path.exact('/upload'), { ...path.prefix('/files'), methods: ['PUT', 'POST'] }],
          timeout: 90_000,
          retries: { attempts: 3, perTryTimeout: 20_000, on: ['gateway-error', 'connect-failure', '429'] },
          cors: { origins: ['https://voice.example'], methods: ['PUT'], credentials: true, maxAge: 3_600_000 },
          rewrite: { path: '/store', host: 'store.internal' },
          requestHeaders: { set: { 'x-edge': 'new' }, remove: ['x-debug'] },
          responseHeaders: { add: { 'x-served-by': 'gateway' } },
          mirror: { to: service('shadow', 80, { namespace: 'lab' }), parts: 500 },
        }),
      ],
    });

    await expectGolden(render(set, experimental), folder, 'treatment');
  });

  test('A8: HTTP, WebSocket and gRPC on three hosts', async () => {
    const hosts = ['api.voice.example', 'ws.voice.example', 'grpc.voice.example'];
    const set = aSet({
      gateways: [{ ...edge, hosts }],
      pins: [pin.cookie('canary', 'yes')],
      routes: [
        aRoute(),
        aRoute({ name: 'stream', host: hosts[1]!, protocol: 'websocket', match: [path.exact('/ws/voice/stream')] }),
        aRoute({
          name: 'calls',
          host: hosts[2]!,
          protocol: 'grpc',
          match: [path.prefix('/identity.v1.Identity/GetUser')],
        }),
      ],
    });

    await expectGolden(render(set, experimental), folder, 'protocols');
  });

  test('TLS that passes through, TLS to the backend, and Services of other namespaces', async () => {
    const tls = { mode: 'SIMPLE', sni: 'auth.internal' } as const;
    const set = aSet({
      gateways: [{ ...edge, name: 'raw', http: 'off', tls: { mode: 'PASSTHROUGH', minVersion: 'TLSV1_2' } }, edge],
      routes: [
        aRoute({ name: 'raw', gateways: ['raw'], match: [] }),
        aRoute({ backend: service('identity', 9443, { namespace: 'auth', tls }) }),
      ],
    });

    await expectGolden(render(set, experimental), folder, 'tls');
  });

  test('a Gateway that somebody else owns is attached to and not written', () => {
    const router = gatewayApi({ channel: 'standard', version: '1.3', parent: { name: 'shared', namespace: 'infra' } });

    expect(router.gateway).toBeUndefined();
    expect(router.render(aSet(), quarter)[0]!['spec']).toMatchObject({
      parentRefs: [{ kind: 'Gateway', namespace: 'infra', name: 'shared' }],
      rules: [{ backendRefs: [{ weight: 7_500 }, { weight: 2_500 }] }],
    });
  });

  test('beside an edge only the new side has its headers changed', () => {
    const set = aSet({
      routes: [aRoute({ requestHeaders: { set: { 'x-edge': 'new' } } })],
      sides: [{ id: 'legacy', backend: edgeOf('legacy', { through: service('legacy', 80) }) }, { id: 'new' }],
    });

    const [rule] = (render(set)[0]!['spec'] as { rules: { filters?: unknown; backendRefs: { filters?: unknown }[] }[] })
      .rules;

    expect(rule!.filters).toBeUndefined();
    expect(rule!.backendRefs.map(ref => ref.filters !== undefined)).toEqual([false, true]);
  });

  test('a redirect has no backend', () => {
    const set = withRoute({ backend: undefined, redirect: { host: 'www.voice.example', status: 302 } });

    expect(render(set)[0]!['spec']).toMatchObject({
      rules: [{ filters: [{ requestRedirect: { hostname: 'www.voice.example', statusCode: 302 } }] }],
    });
    expect(JSON.stringify(render(set))).not.toContain('backendRefs');
  });

  test('sessions are kept where nothing is split', () => {
    const backend = service('identity', 9000, { sticky: sticky.cookie('sid', '2w') });
    const set = aSet({ sides: [{ id: 'new' }], routes: [aRoute({ backend })], phase: undefined });

    expect(render(set, experimental, [{ backend: 'new', parts: ALL }])[0]!['spec']).toMatchObject({
      rules: [{ sessionPersistence: { sessionName: 'sid', absoluteTimeout: '336h' }, backendRefs: [{ weight: 1 }] }],
    });
  });
});

describe('the way back', () => {
  const sides = ['a', 'b', 'c'].map(id => ({ id, backend: service(id, 80) }));
  const splits = fc
    .tuple(fc.nat(ALL), fc.nat(ALL))
    .map(cuts => cuts.toSorted((x, y) => x - y) as [number, number])
    .map(([x, y]) => [x, y - x, ALL - y].map((parts, i) => ({ backend: sides[i]!.id, parts })));
  const sets = fc.record({
    match: fc.constantFrom(
      [],
      [path.exact('/x')],
      [path.prefix('/x'), path.text('/y'), { headers: { a: text.present() } }],
    ),
    rewrite: fc.constantFrom(undefined, { host: 'inner' }),
    pins: fc.constantFrom([], [pin.header('x-canary', 'yes'), pin.cookie('c', 'v')]),
    protocol: fc.constantFrom('http', 'websocket', 'grpc'),
  } as const);

  test('what is read is what was rendered, to 1 part of 10 000', () => {
    fc.assert(
      fc.property(splits, sets, (split, { pins, ...route }) => {
        const set = aSet({ sides, pins, routes: [aRoute({ backend: undefined, ...route })] });
        const router = gatewayApi(experimental);
        const stored = JSON.parse(JSON.stringify(router.render(set, split)), sortedKeys);
        expect(router.read(stored, set)).toEqual(split);
      }),
    );
  });

  test.each([
    ['another Service', { name: 'stranger' }],
    ['another port', { port: 81 }],
    ['a weight that is no whole part', { weight: 1 }],
  ])('%s behind the route is no split of ours', (_, change) => {
    const router = gatewayApi(standard);
    const [object] = JSON.parse(JSON.stringify(render(aSet())));
    Object.assign(object.spec.rules[0].backendRefs[0], change);

    expect(router.read([object], aSet())).toBeUndefined();
  });

  test('two routes that disagree are no split', () => {
    const both = aSet({ routes: [aRoute(), aRoute({ name: 'voice', match: [path.prefix('/voice')] })] });
    const mixed = [render(both)[0]!, render(both, standard, handOver('legacy', 'new', 5_000))[1]!];

    expect(gatewayApi(standard).read(mixed, both)).toBeUndefined();
    expect(gatewayApi(standard).read(render(both).slice(1), both)).toBeUndefined();
  });
});

/** An API server gives fields back in the order of their names. */
function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe('what is refused in words', () => {
  test.each<[string, RouteSet, RegExp]>([
    [
      'a route that a later, more specific one would rob',
      aSet({ routes: [aRoute({ name: 'all', match: [] }), aRoute()] }),
      /does not promise it to "all"/,
    ],
    [
      'routes of equal rank that meet',
      aSet({
        routes: [
          aRoute({ name: 'x', match: [{ ...path.prefix('/a'), headers: { x: text.exact('1') } }] }),
          aRoute({ name: 'y', match: [{ ...path.prefix('/a'), headers: { y: text.exact('1') } }] }),
        ],
      }),
      /may take the same request/,
    ],
    [
      'two conditions on one header',
      aSet({ pins: [pin.header('x-a', '1')], routes: [aRoute({ match: [{ headers: { 'x-a': text.exact('2') } }] })] }),
      /two conditions on header "x-a"/,
    ],
    [
      'sessions while split',
      withRoute({ backend: service('identity', 9000, { sticky: sticky.cookie('sid', '1h') }) }),
      /stays on its side even at weight 0/,
    ],
    [
      'a status that is none of the API',
      withRoute({ redirect: { host: 'x.example', status: 308 } }),
      /redirects with 308/,
    ],
    [
      'a redirect that would do more',
      withRoute({ redirect: { host: 'x.example' }, timeout: 1_000 }),
      /its timeout would do nothing/,
    ],
    ['a host outside the cluster', withRoute({ backend: host('new.example', 443) }), /a backend is a Service/],
    ['a retry without a code', withRoute({ retries: { attempts: 1, on: ['5xx'] } }), /retries on "5xx"/],
    [
      'gRPC beside HTTP',
      aSet({ routes: [aRoute({ name: 'calls', protocol: 'grpc', match: [path.prefix('/a.B')] }), aRoute()] }),
      /fits no GRPCRoute/,
    ],
    [
      'more users than a rule may match',
      aSet({
        pins: [
          pin.users(
            'x-user',
            Array.from({ length: 65 }, (_, i) => `u${i}`),
          ),
        ],
      }),
      /65 in one/,
    ],
    ['a host that no gateway has', withRoute({ host: 'other.example' }), /attaches to no listener/],
    [
      'a response header beside an edge',
      aSet({
        routes: [aRoute({ responseHeaders: { remove: ['server'] } })],
        sides: [{ id: 'legacy', backend: edgeOf('legacy', { through: service('legacy', 80) }) }, { id: 'new' }],
      }),
      /has responseHeaders/,
    ],
    [
      'a client certificate to a backend',
      withRoute({ backend: service('identity', 9000, { tls: { mode: 'MUTUAL', secret: 's' } }) }),
      /a client certificate from a Secret/,
    ],
  ])('%s', (_, set, message) => {
    expect(() => render(set)).toThrow(message);
  });

  test('the more specific route first is fine, and so are other methods', () => {
    const routes = [
      aRoute({ name: 'exact', match: [path.exact('/api')] }),
      aRoute({ name: 'read', match: [{ ...path.prefix('/api'), methods: ['GET'] }] }),
      aRoute({ name: 'write', match: [{ ...path.prefix('/api'), methods: ['POST'] }] }),
      aRoute({ name: 'all', match: [] }),
    ];

    expect(render(aSet({ routes })).map(object => object.metadata.name)).toEqual(['exact', 'read', 'write', 'all']);
  });

  test.each([
    ['MUTUAL', { mode: 'MUTUAL', secret: 's', minVersion: 'TLSV1_2' }, /asks clients for certificates/],
    ['TLS 1.3 only', { mode: 'SIMPLE', secret: 's', minVersion: 'TLSV1_3' }, /wants TLSV1_3/],
    ['no certificate', { mode: 'SIMPLE', minVersion: 'TLSV1_2' }, /without a certificate/],
  ] as const)('a gateway with %s', (_, tls, message) => {
    expect(() => gatewayApi(standard).gateway!({ ...edge, tls }, tenant, cluster)).toThrow(message);
  });
});

describe('what can be done follows from channel, version and dialect', () => {
  const granted = (options: GatewayApiOptions) =>
    Object.entries(gatewayApi(options).can.features).flatMap(([feature, can]) => (can === true ? [feature] : []));

  test('the experimental channel adds retries, CORS, sessions and passing TLS through', () => {
    const plain = granted(standard);
    const added = granted({ ...standard, channel: 'experimental' }).filter(feature => !plain.includes(feature));

    expect(added).toEqual(['retries', 'cors', 'tls.passthrough', 'sticky']);
  });

  test('a dialect adds what only expressions can say', () => {
    const plain = granted(standard);
    const added = granted({ ...standard, regex: true }).filter(feature => !plain.includes(feature));

    expect(added).toEqual(['protocol.websocket', 'path.text', 'path.regex', 'match.cookies', 'pin.cookie']);
  });

  test('1.3 serves TLS to backends in the experimental channel only', () => {
    expect(granted({ ...standard, version: '1.3' })).not.toContain('tls.upstream');
    expect(granted({ ...standard, version: '1.3', channel: 'experimental' })).toContain('tls.upstream');
  });
});
