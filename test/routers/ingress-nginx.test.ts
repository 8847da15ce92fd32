import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edgeOf, host, service } from '../../src/model/backend.js';
import type { Manifest } from '../../src/model/manifest.js';
import { path } from '../../src/model/match.js';
import { pin } from '../../src/model/pin.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { handOver } from '../../src/model/split.js';
import { ingressNginx } from '../../src/routers/ingress-nginx.js';
import { expectGolden } from '../golden.js';
import { gateway, routeOf, setOf } from './acme.js';

const folder = join(import.meta.dirname, 'ingress-nginx');
const router = ingressNginx();
const whole = ingressNginx({ handover: true });
const tenth = handOver('old', 'new', 1_000);

/** The old side as it came, the new one another cluster with a name and a certificate of its own. */
const toOtherCluster = setOf({
  sides: [{ id: 'old', backend: edgeOf('old', { through: service('old-shop', 8080) }) }, { id: 'new' }],
  routes: [
    routeOf({
      backend: host('shop.kong.dev.example', 443, { tls: { mode: 'SIMPLE', secret: 'new-ca' } }),
      rewrite: { host: 'shop.kong.dev.example' },
    }),
  ],
});

describe('the handover of a whole route', () => {
  test.each([
    ['C2: the new side by an ExternalName Service, with its Host, SNI and certificate', 10_000, 'handover-after'],
    ['the old side as it came', 0, 'handover-before'],
  ])('%s', async (_, moved, golden) => {
    const split = handOver('old', 'new', moved);

    await expectGolden(whole.render(toOtherCluster, split), folder, golden);
    expect(whole.read(whole.render(toOtherCluster, split), toOtherCluster)).toEqual(split);
  });

  test('an Ingress that leads elsewhere is no split of ours', () => {
    const [objects, others] = [toOtherCluster, setOf()].map(set => whole.render(set, handOver('old', 'new', 10_000)));

    expect(whole.read(others!, toOtherCluster)).toBeUndefined();
    expect(whole.read(objects!, setOf())).toBeUndefined();
  });
});

test('what no route takes keeps its way, by an Ingress of its own', async () => {
  const old = edgeOf('apisix', { through: service('apisix-gateway', 80, { namespace: 'apisix' }) });
  const set = setOf({
    sides: [{ id: 'apisix', backend: old }, { id: 'new' }],
    rest: { id: 'apisix', backend: old },
    routes: [routeOf({ match: [path.prefix('/api'), path.exact('/healthz'), path.text('/static')] })],
  });

  await expectGolden(router.render(set, handOver('apisix', 'new', 25)), folder, 'rest');
});

test('CORS is said in full, since the controller’s defaults allow more', async () => {
  const cors = { origins: ['https://acme.example'], expose: ['x-total'] };

  await expectGolden(router.render(setOf({ routes: [routeOf({ cors })] }), tenth), folder, 'cors');
});

describe('pins, as a canary knows them', () => {
  const annotations = (pins: RouteSet['pins']) =>
    Object.fromEntries(
      Object.entries(router.render(setOf({ pins }), tenth)[1]!.metadata.annotations!).flatMap(([key, value]) =>
        key.includes('/canary-by-') ? [[key.split('/')[1], value]] : [],
      ),
    );

  test.each<[string, RouteSet['pins'], Record<string, string>]>([
    ['one value', [pin.header('x-a', '1')], { 'canary-by-header': 'x-a', 'canary-by-header-value': '1' }],
    [
      'users, whose ids mean just themselves',
      [pin.users('x-user', ['a.b', '7'])],
      { 'canary-by-header': 'x-user', 'canary-by-header-pattern': '^(?:a\\.b|7)$' },
    ],
    [
      'both sides by the words of the controller',
      [pin.header('x-a', 'always'), pin.header('x-a', 'never', { side: 'old' }), pin.cookie('c', 'always')],
      { 'canary-by-header': 'x-a', 'canary-by-cookie': 'c' },
    ],
  ])('%s', (_, pins, expected) => {
    expect(annotations(pins)).toEqual(expected);
  });
});

describe('what is refused in words', () => {
  test.each<[string, Partial<RouteSet>, RegExp]>([
    ['two headers', { pins: [pin.header('a', '1'), pin.header('b', '1')] }, /looks at one header/],
    ['a header to the old side', { pins: [pin.header('a', '1', { side: 'old' })] }, /only by "never"/],
    ['a cookie by any value', { pins: [pin.cookie('c', 'yes')] }, /pinned by "yes"/],
    ['a cookie before a header', { pins: [pin.cookie('c', 'always'), pin.header('a', '1')] }, /the header wins|before/],
    ['two routes on one path', { routes: [routeOf(), routeOf({ name: 'other' })] }, /both take \/ of/],
    [
      'a route called as a canary',
      { routes: [routeOf(), routeOf({ name: 'shop-canary', host: 'b.acme.example' })] },
      /canary/,
    ],
    [
      'gRPC in the clear',
      { gateways: [{ ...gateway, http: 'serve', tls: undefined }], routes: [routeOf({ protocol: 'grpc' })] },
      /without TLS/,
    ],
    [
      'TLS 1.3 only',
      { gateways: [{ ...gateway, tls: { mode: 'SIMPLE', secret: 's', minVersion: 'TLSV1_3' } }] },
      /TLSV1_3/,
    ],
    ['port 80 closed', { gateways: [{ ...gateway, http: 'off' }] }, /port 80 off/],
    ['an address for a name', { routes: [routeOf({ backend: host('192.0.2.1', 80) })] }, /no name that a Service/],
    [
      'a Host for one side',
      { ...toOtherCluster, routes: [routeOf({ rewrite: { host: 'a.example' } })] },
      /counts for both/,
    ],
  ])('%s', (_, over, message) => {
    expect(() => router.render(setOf(over), tenth)).toThrow(message);
  });

  test('a new side whose certificate nobody vouches for', () => {
    const set = {
      ...toOtherCluster,
      routes: [routeOf({ backend: host('a.example', 443, { tls: { mode: 'SIMPLE' } }) })],
    };

    expect(() => whole.render(set, handOver('old', 'new', 10_000))).toThrow(/by whom it is known/);
  });
});

describe('the way back counts as the controller does', () => {
  const set = setOf();
  const changed = (annotations: Record<string, string | undefined>) => {
    const [first, second] = router.render(set, tenth) as [Manifest, Manifest];
    const own = Object.entries({ ...second.metadata.annotations, ...prefixed(annotations) });
    const kept = Object.fromEntries(own.filter((entry): entry is [string, string] => entry[1] !== undefined));
    return router.read([first, { ...second, metadata: { ...second.metadata, annotations: kept } }], set);
  };
  const prefixed = (of: Record<string, string | undefined>) =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]));

  test.each([
    ['60', '50', 6_000],
    ['25', '10000', 25],
    ['150', '100', 10_000],
    ['-5', undefined, 0],
    [undefined, undefined, 0],
  ])('weight %s of %s', (weight, total, moved) => {
    const read = changed({ 'canary-weight': weight, 'canary-weight-total': total });

    expect(read).toEqual(handOver('old', 'new', moved));
  });

  test('what is no weight, and what is no canary, is no split of ours', () => {
    expect(changed({ 'canary-weight': '12.5' })).toBeUndefined();
    expect(changed({ canary: undefined })).toBeUndefined();
  });
});

test('its metrics tell the sides by the label `canary`', () => {
  const { queries } = router;

  expect(queries!.requests(setOf(), 'old', '5m')).toBe(
    'sum(rate(nginx_ingress_controller_requests{namespace="acme",ingress=~"shop",canary=""}[5m]))',
  );
  expect(queries!.errors(setOf(), 'new', '5m')).toBe(
    'sum(rate(nginx_ingress_controller_requests{namespace="acme",ingress=~"shop",canary!="",status=~"5.."}[5m]))',
  );
});
