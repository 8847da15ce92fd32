import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edgeOf, host, service } from '../../src/model/backend.js';
import type { Manifest } from '../../src/model/manifest.js';
import { path, text } from '../../src/model/match.js';
import { pin } from '../../src/model/pin.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { handOver } from '../../src/model/split.js';
import { apisix } from '../../src/routers/apisix.js';
import { expectGolden } from '../golden.js';
import { aRoute, aSet, edge } from './a-set.js';

const folder = join(import.meta.dirname, 'apisix');
const istio = edgeOf('istio', { through: service('istio-ingressgateway', 80, { namespace: 'istio-system' }) });
const toIstio = aSet({
  sides: [
    { id: 'own', backend: service('identity', 9000) },
    { id: 'istio', backend: istio },
  ],
});
const tenth = handOver('own', 'istio', 1_000);
const render = (set: RouteSet): readonly Manifest[] =>
  apisix().render(set, handOver(set.sides[0]!.id, set.sides[1]!.id, 1_000));

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly match: { readonly paths: readonly string[]; readonly exprs?: readonly unknown[] };
}
const rulesOf = (manifests: readonly Manifest[]): readonly Rule[] =>
  manifests.flatMap(({ kind, spec }) => (kind === 'ApisixRoute' ? (spec as unknown as { http: Rule[] }).http : []));

describe('the old edge hands over', () => {
  test('A10: to the new gateway by weight, with pins before it', async () => {
    const pins = [
      pin.header('x-canary', 'yes'),
      pin.cookie('canary', 'yes'),
      pin.users('x-user', ['ann', 'bob'], { side: 'old' }),
      pin.cidr(['10.20.0.0/16']),
    ];

    const made = apisix({ ingressClass: 'apisix' }).render({ ...toIstio, pins }, tenth);

    await expectGolden(made, folder, 'to-istio');
  });

  test('to a host of another cluster', async () => {
    const sides = [toIstio.sides[0]!, { id: 'kong', backend: host('api.kong.example', 80) }];

    await expectGolden(render({ ...toIstio, sides }), folder, 'to-a-host');
  });

  test('every kind of condition becomes paths and expressions', () => {
    const conditions = {
      headers: { 'x-a': text.prefix('v1.') },
      query: { q: text.present() },
      cookies: { c: text.exact('1') },
    };
    const match = [
      path.prefix('/'),
      path.exact('/a'),
      path.text('/b'),
      path.prefix('/c'),
      path.regex('/d/[0-9]+'),
      conditions,
    ];

    const rules = rulesOf(render(aSet({ routes: [aRoute({ match })] })));

    expect(rules.map(rule => rule.match.paths)).toEqual([['/*'], ['/a'], ['/b*'], ['/c', '/c/*'], ['/*'], ['/*']]);
    expect(rules[4]!.match.exprs).toEqual([{ subject: { scope: 'Path' }, op: 'RegexMatch', value: '^(?:/d/[0-9]+)$' }]);
    expect(rules[5]!.match.exprs).toEqual([
      { subject: { scope: 'Header', name: 'x-a' }, op: 'RegexMatch', value: '^(?:v1\\..*)$' },
      { subject: { scope: 'Query', name: 'q' }, op: 'RegexMatch', value: '^(?:.*)$' },
      { subject: { scope: 'Cookie', name: 'c' }, op: 'Equal', value: '1' },
    ]);
  });

  test('earlier routes, and pins, have the higher priority', () => {
    const routes = [aRoute({ name: 'read', match: [{ methods: ['GET'] }] }), aRoute({ name: 'all', match: [] })];

    const rules = rulesOf(render({ ...toIstio, routes, pins: [pin.header('x-canary', 'yes')] }));

    expect(rules.toSorted((a, b) => b.priority - a.priority).map(({ name }) => name)).toEqual([
      'read-pin-1',
      'read',
      'all-pin-1',
      'all',
    ]);
  });
});

describe('what is refused in words', () => {
  test.each<[string, RouteSet, RegExp]>([
    [
      'a route that a deeper path would rob',
      aSet({ routes: [aRoute({ name: 'all', match: [] }), aRoute()] }),
      /gives it to the deeper path of "identity"/,
    ],
    [
      'an expression before a path',
      aSet({ routes: [aRoute({ name: 'x', match: [path.regex('/api/.*')] }), aRoute()] }),
      /deeper path/,
    ],
    [
      'pins by address behind proxies',
      { ...toIstio, gateways: [{ ...edge, trustedProxies: 1 }], pins: [pin.cidr(['10.0.0.0/8'])] },
      /there are proxies before it/,
    ],
    [
      'addresses in place of DNS',
      aSet({ routes: [aRoute({ backend: host('x.example', 80, { addresses: ['192.0.2.1'] }) })] }),
      /names a host/,
    ],
  ])('%s', (_, set, message) => {
    expect(() => render(set)).toThrow(message);
  });
});

describe('the way back', () => {
  const read = (change: (rule: { backends: object[]; upstreams: object[] }) => unknown) => {
    const stored = JSON.parse(JSON.stringify(render(toIstio)));
    change(stored.find(({ kind }: Manifest) => kind === 'ApisixRoute').spec.http[0]);
    return apisix().read(stored, toIstio);
  };

  test('weights are relative, and an end that says none has 100', () => {
    expect(
      read(rule => [Object.assign(rule.backends[0]!, { weight: 9 }), Object.assign(rule.upstreams[0]!, { weight: 1 })]),
    ).toEqual(tenth);
    expect(
      read(rule =>
        Object.assign(rule, {
          backends: [{ serviceName: 'identity', servicePort: 9000 }],
          upstreams: [{ ...rule.upstreams[0], weight: 300 }],
        }),
      ),
    ).toEqual(handOver('own', 'istio', 7_500));
  });

  test('a single end takes all', () => {
    expect(read(rule => Object.assign(rule, { backends: [] }))).toEqual(handOver('own', 'istio', 10_000));
  });

  test('an end on no side, and parts that are not whole, are no split of ours', () => {
    expect(read(rule => rule.upstreams.push({ name: 'stranger', weight: 0 }))).toBeUndefined();
    expect(read(rule => Object.assign(rule.backends[0]!, { weight: 7 }))).toBeUndefined();
  });
});
