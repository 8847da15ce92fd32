import { expect, test } from 'vitest';
import { edgeOf, service } from '../../src/model/backend.js';
import { pin } from '../../src/model/pin.js';
import { backendOn, meetsEdge, pinnedSide } from '../../src/model/route-set.js';
import { routeOf, setOf, shop } from '../routers/acme.js';

test('a side ends at its own backend, or at each route’s; a route that redirects ends nowhere', () => {
  const [old, next] = setOf().sides;

  expect(backendOn(old!, routeOf())).toEqual(service('old-shop', 8080));
  expect(backendOn(next!, routeOf())).toBe(shop);
  expect(backendOn(old!, routeOf({ redirect: { host: 'a.example' } }))).toBeUndefined();
});

test('the first side is old, the last is new', () => {
  const set = setOf({ sides: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });

  expect(pinnedSide(set, pin.header('x', '1', { side: 'old' })).id).toBe('a');
  expect(pinnedSide(set, pin.header('x', '1')).id).toBe('c');
});

test('a set meets an edge when one of its sides is one', () => {
  const edge = edgeOf('apisix', { address: 'lb.example' });

  expect([meetsEdge(setOf()), meetsEdge(setOf({ sides: [{ id: 'old', backend: edge }, { id: 'new' }] }))]).toEqual([
    false,
    true,
  ]);
});
