import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { service } from '../../src/model/backend.js';
import type { Manifest } from '../../src/model/manifest.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { handOver } from '../../src/model/split.js';
import { cloudflare } from '../../src/routers/cloudflare.js';
import { expectGolden } from '../golden.js';
import { aRoute, aSet, edges } from './a-set.js';

const router = cloudflare({ accountId: 'account-1', zoneId: 'zone-1' });
const set = aSet({ sides: edges, routes: [aRoute({ match: [] })] });
const quarter = handOver('apisix', 'istio', 2_500);

interface Configuration {
  resource: {
    cloudflare_load_balancer_pool: Record<string, { origins: { address: string }[] }>;
    cloudflare_load_balancer: Record<string, { random_steering: { pool_weights: Record<string, number> } }>;
  };
}

const configurationOf = ([object]: readonly Manifest[]): Configuration =>
  JSON.parse((object!['data'] as { 'main.tf.json': string })['main.tf.json']);

function readAfter(change: (configuration: Configuration) => unknown, of: RouteSet = set) {
  const [object] = router.render(of, quarter);
  const configuration = configurationOf([object!]);
  change(configuration);
  return router.read([{ ...object!, data: { 'main.tf.json': JSON.stringify(configuration) } }], of);
}

describe('load balancers of Cloudflare', () => {
  test('A6: a pool for each side, a load balancer for each host, weights in hundredths', async () => {
    const ws = aRoute({ name: 'ws', host: 'ws.voice.example', match: [] });

    await expectGolden(
      router.render({ ...set, routes: [...set.routes, ws] }, quarter),
      join(import.meta.dirname, 'cloudflare'),
      'two-hosts',
    );
  });

  test('when the old side goes, the new pool keeps its place', () => {
    const removed = router.render({ ...set, sides: [edges[1]!] }, [{ backend: 'istio', parts: 10_000 }]);
    const poolsOf = (of: readonly Manifest[]) => configurationOf(of).resource.cloudflare_load_balancer_pool;

    expect(poolsOf(removed)).toEqual({ 'to-istio': poolsOf(router.render(set, quarter))['to-istio'] });
  });

  test('a side without a public address is refused', () => {
    const inside = { ...set, sides: [edges[0]!, { id: 'new', backend: service('new', 80) }] };

    expect(() => router.render(inside, handOver('apisix', 'new', 0))).toThrow(/"new" has no public address/);
    expect(() => cloudflare({ accountId: 'a', zoneId: 'z', ttl: '0s' })).toThrow(/no whole number of seconds/);
  });
});

describe('the way back', () => {
  const steering = ({ resource }: Configuration) =>
    resource.cloudflare_load_balancer['at-api-voice-example']!.random_steering;

  test('weights are relative', () => {
    const halves = (configuration: Configuration): void => {
      const { pool_weights: weights } = steering(configuration);
      for (const id of Object.keys(weights)) weights[id] = 1;
    };

    expect(readAfter(() => {})).toEqual(quarter);
    expect(readAfter(halves)).toEqual(handOver('apisix', 'istio', 5_000));
  });

  test.each<[string, (configuration: Configuration) => unknown]>([
    [
      'another address',
      ({ resource }) =>
        Object.assign(resource.cloudflare_load_balancer_pool['to-istio']!.origins[0]!, { address: '192.0.2.9' }),
    ],
    ['a third pool', configuration => Object.assign(steering(configuration).pool_weights, { stranger: 0.1 })],
    [
      'weights that are all 0',
      configuration =>
        Object.keys(steering(configuration).pool_weights).map(id =>
          Object.assign(steering(configuration).pool_weights, { [id]: 0 }),
        ),
    ],
    ['no load balancer', ({ resource }) => Object.assign(resource, { cloudflare_load_balancer: {} })],
  ])('%s is no split of ours', (_, change) => {
    expect(readAfter(change)).toBeUndefined();
  });

  test('a text that is no configuration is no split', () => {
    const [object] = router.render(set, quarter);

    for (const text of ['{', 'null', '[]']) {
      expect(router.read([{ ...object!, data: { 'main.tf.json': text } }], set)).toBeUndefined();
    }
  });
});
