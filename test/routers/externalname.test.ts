import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edgeOf, host, service } from '../../src/model/backend.js';
import type { RouteSet } from '../../src/model/route-set.js';
import { ALL } from '../../src/model/share.js';
import { handOver, type Split } from '../../src/model/split.js';
import { externalName } from '../../src/routers/externalname.js';
import { expectGolden } from '../golden.js';
import { aRoute, aSet } from './a-set.js';

const folder = join(import.meta.dirname, 'externalname');
const kong = aSet({
  name: 'voice',
  routes: [],
  sides: [
    { id: 'old', backend: service('voice-old', 443) },
    { id: 'kong', backend: host('voice.kong.example', 443) },
  ],
});
const before = handOver('old', 'kong', 0);
const after = handOver('old', 'kong', ALL);
const render = (set: RouteSet, split: Split = after) => externalName().render(set, split);

describe('a whole Service', () => {
  test('C2: stands for the old end until all moves', async () => {
    await expectGolden(render(kong, before), folder, 'before');
  });

  test('C2: stands for a host of another cluster then', async () => {
    await expectGolden(render(kong, after), folder, 'after');
  });

  test('changes no field but the name that it stands for', () => {
    const [old, moved] = [render(kong, before), render(kong, after)].map(([object]) => object!['spec']);

    expect({ ...(old as object), externalName: 'voice.kong.example' }).toEqual(moved);
  });

  test('may be an edge behind a Service, and has the name that is asked for', () => {
    const sides = [
      { id: 'old', backend: edgeOf('old', { through: service('gate', 443, { namespace: 'infra' }) }) },
      kong.sides[1]!,
    ];

    const [object] = externalName({ service: 'door' }).render({ ...kong, sides }, before);

    expect(object).toMatchObject({
      metadata: { name: 'door' },
      spec: { type: 'ExternalName', externalName: 'gate.infra.svc.cluster.local' },
    });
  });
});

describe('what is refused in words', () => {
  const to = (backend: RouteSet['sides'][number]['backend']): RouteSet => ({
    ...kong,
    sides: [kong.sides[0]!, { id: 'kong', ...(backend && { backend }) }],
  });

  test.each<[string, RouteSet, RegExp]>([
    ['another port', to(host('voice.kong.example', 8443)), /callers of a name keep their port/],
    ['an IP address', to(host('192.0.2.1', 443)), /only knows names/],
    [
      'addresses in place of DNS',
      to(host('voice.kong.example', 443, { addresses: ['192.0.2.1'] })),
      /only knows names/,
    ],
    [
      'a part of the Pods',
      to(service('v', 443, { subset: { name: 'v2', labels: { version: 'v2' } } })),
      /a name means them all/,
    ],
    ['an edge without a port', to(edgeOf('kong', { address: 'kong.example' })), /port of edge "kong" is not known/],
    ['the same end twice', to(service('voice-old', 443)), /All sides of "voice" end at voice-old/],
    ['no end', to(undefined), /"kong" ends nowhere/],
    [
      'routes that end apart',
      { ...to(undefined), routes: [aRoute(), aRoute({ backend: service('other', 443) })] },
      /one name points at one end/,
    ],
  ])('%s', (_, set, message) => {
    expect(() => render(set)).toThrow(message);
  });
});

test('a Service of another type, or for another host, is no split of ours', () => {
  const [object] = render(kong);
  const read = (spec: object) =>
    externalName().read([{ ...object!, spec: { ...(object!['spec'] as object), ...spec } }], kong);

  expect(read({})).toEqual(after);
  expect(read({ type: 'ClusterIP' })).toBeUndefined();
  expect(read({ externalName: 'stranger.example' })).toBeUndefined();
});
