import { expect, test } from 'vitest';
import { routerCanDoIt } from '../../src/analyze/plan-rules/router-can-do-it.js';
import { edgeOf, service } from '../../src/model/backend.js';
import { pin } from '../../src/model/pin.js';
import { route53 } from '../../src/routers/route53.js';
import { aRoute, aSet } from '../routers/a-set.js';

const router = route53({ zone: 'voice.example', address: 'gw.example' });
const from = { id: 'apisix', backend: edgeOf('apisix', { address: 'apisix-lb.example' }) };
const moving = aSet({ routes: [aRoute({ timeout: 10_000 })], sides: [from, { id: 'new' }], rest: from });
const said = (set: typeof moving) => routerCanDoIt({ set, by: [router], known: [] }).map(({ message }) => message);

test('A6: names may move while routes have paths and timeouts, which the gateways on both sides see to', () => {
  expect(said(moving)).toEqual([]);
});

test('names cannot be moved for some users, nor to what has no address', () => {
  const legacy = { id: 'legacy', backend: edgeOf('legacy', { through: service('legacy', 80) }) };

  expect(said({ ...moving, pins: [pin.header('x-canary', 'yes')] })).toEqual([
    expect.stringMatching(/needs pin\.header; route53 cannot see requests/),
  ]);
  expect(said({ ...moving, sides: [legacy, { id: 'new' }] })).toEqual([
    expect.stringMatching(/needs backend\.edge; route53 cannot point a name at what has no public address/),
  ]);
});
