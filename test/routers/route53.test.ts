import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edgeOf, service } from '../../src/model/backend.js';
import type { Manifest } from '../../src/model/manifest.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { handOver } from '../../src/model/split.js';
import { type Route53Options, route53 } from '../../src/routers/route53.js';
import { expectGolden } from '../golden.js';
import { aRoute, aSet } from './a-set.js';

const zone = 'voice.example';
const folder = join(import.meta.dirname, 'route53');

function between(from: string, to: string, host = 'api.voice.example'): RouteSet {
  return aSet({
    routes: [aRoute({ host, match: [] })],
    sides: [
      { id: 'apisix', backend: edgeOf('apisix', { address: from }) },
      { id: 'istio', backend: edgeOf('istio', { address: to }) },
    ],
  });
}

const names = between('apisix-lb.example.net', 'istio-lb.example.net');
const quarter = handOver('apisix', 'istio', 2_500);
const render = (set: RouteSet, options: Partial<Route53Options> = {}): readonly Manifest[] =>
  route53({ zone, ...options }).render(set, quarter);

describe('weighted names', () => {
  test('A6: one record a side and host, weights in per cent, with the TTL', async () => {
    const hosts = ['api.voice.example', 'ws.voice.example', 'grpc.voice.example'];
    const routes = hosts.map(host => aRoute({ name: host.split('.')[0]!, host, match: [] }));

    await expectGolden(render({ ...names, routes }, { ttl: '30s' }), folder, 'names');
  });

  test('A6: AWS load balancers become aliases, which keep their own TTL', async () => {
    const set = between('old-1.eu-west-1.elb.amazonaws.com', 'new-2.elb.eu-west-1.amazonaws.com', zone);

    await expectGolden(render(set), folder, 'load-balancers');
  });

  test('addresses are A and AAAA records', () => {
    const typeOf = ([object]: readonly Manifest[]) =>
      (object!['spec'] as { endpoints: { recordType: string }[] }).endpoints.map(({ recordType }) => recordType);

    expect(typeOf(render(between('192.0.2.1', '192.0.2.2')))).toEqual(['A', 'A']);
    expect(typeOf(render(between('2001:db8::1', '2001:db8::2')))).toEqual(['AAAA', 'AAAA']);
  });

  test('the new side may be the gateway, whose address is said', () => {
    const set = { ...names, sides: [names.sides[0]!, { id: 'new' }] };

    const made = route53({ zone, address: 'gw.example.net' }).render(set, handOver('apisix', 'new', 10_000));

    expect(made[0]!['spec']).toMatchObject({
      endpoints: [
        { targets: ['apisix-lb.example.net'], providerSpecific: [{ value: '0' }] },
        { targets: ['gw.example.net'], providerSpecific: [{ value: '100' }] },
      ],
    });
  });
});

describe('what is refused in words', () => {
  test.each<[string, RouteSet, Partial<Route53Options>, RegExp]>([
    [
      'a name beside an address',
      between('lb.example.net', '192.0.2.1'),
      {},
      /"apisix" is reached by CNAME and .* by A/,
    ],
    [
      'a name beside an alias',
      between('lb.example.net', 'a.elb.eu-west-1.amazonaws.com'),
      {},
      /by CNAME and .* by alias/,
    ],
    ['a CNAME on the zone itself', between('a.example.net', 'b.example.net', zone), {}, /cannot be a CNAME/],
    ['a host of another zone', names, { zone: 'ice.example' }, /outside zone "ice.example"/],
    ['a side without an address', { ...names, sides: [names.sides[0]!, { id: 'new' }] }, {}, /"new" has no public/],
    ['a Service', { ...names, sides: [{ id: 'a', backend: service('a', 80) }] }, {}, /"a" has no public/],
    ['a TTL in fractions', names, { ttl: '1500ms' }, /no whole number of seconds/],
  ])('%s', (_, set, options, message) => {
    expect(() => render(set, options)).toThrow(message);
  });
});

describe('the way back', () => {
  const router = route53({ zone });
  const changed = (change: (endpoints: { [field: string]: unknown }[]) => unknown) => {
    const stored = JSON.parse(JSON.stringify(render(names)));
    change(stored[0].spec.endpoints);
    return router.read(stored, names);
  };
  const weights = (...values: string[]) =>
    changed(endpoints =>
      endpoints.map((of, i) => Object.assign(of, { providerSpecific: [{ name: 'aws/weight', value: values[i] }] })),
    );

  test('weights are relative, and all zero means equal shares', () => {
    expect(weights('3', '1')).toEqual(quarter);
    expect(weights('0', '0')).toEqual(handOver('apisix', 'istio', 5_000));
  });

  test.each([
    ['a weight in words', () => weights('ten', '1')],
    ['a weight that is too large', () => weights('256', '1')],
    ['shares that are no whole parts', () => weights('2', '1')],
    ['another address', () => changed(of => Object.assign(of[0]!, { targets: ['stranger.example.net'] }))],
    ['a third record', () => changed(of => of.push({ ...of[0]!, setIdentifier: 'third' }))],
    ['a record without set identifier', () => changed(of => delete of[0]!['setIdentifier'])],
  ])('%s is no split of ours', (_, read) => {
    expect(read()).toBeUndefined();
  });

  test('two names that disagree are no split', () => {
    const both = { ...names, routes: [...names.routes, aRoute({ name: 'ws', host: 'ws.voice.example', match: [] })] };
    const later = router.render(both, handOver('apisix', 'istio', 5_000));

    expect(router.read([router.render(both, quarter)[0]!, later[1]!], both)).toBeUndefined();
  });
});
