import { describe, expect, test } from 'vitest';
import { service } from '../../src/model/backend.js';
import { features, needsOf } from '../../src/model/feature.js';
import { gateway, routeOf, setOf } from '../routers/acme.js';
import { asks } from '../routers/asks.js';

test('every feature stands once', () => {
  expect(new Set(features).size).toBe(features.length);
});

describe.each(features.map(feature => [feature] as const))('%s', feature => {
  const { asking, plain } = asks[feature];
  const needs = (set: typeof asking): readonly string[] => needsOf(set).map(need => need.feature);

  test('is noticed where it is asked for, and only there', () => {
    expect(needs(asking)).toContain(feature);
    // An address can only be asked for beside another address: the plain set has one of its own.
    if (feature !== 'backend.edge-address') expect(needs(plain)).not.toContain(feature);
    expect(needs(setOf())).not.toContain(feature);
  });
});

test('a plain hand-over asks for nothing', () => {
  expect(needsOf(setOf())).toEqual([]);
});

test('it is said who asks: routes, mirrors, sides, pins and gateways', () => {
  const elsewhere = service('x', 80, { namespace: 'other' });
  const set = setOf({
    routes: [routeOf({ timeout: 1, mirror: { to: elsewhere, parts: 1 } })],
    sides: [{ id: 'old', backend: elsewhere }, { id: 'new' }],
  });

  expect(needsOf(set)).toEqual([
    { feature: 'timeout', by: 'route "shop"' },
    { feature: 'mirror', by: 'route "shop"' },
    { feature: 'backend.namespace', by: 'mirror of "shop"' },
    { feature: 'backend.namespace', by: 'side "old"' },
  ]);
});

test('a gateway that nobody uses asks for nothing', () => {
  const unused = { ...gateway, name: 'other', tls: { mode: 'PASSTHROUGH', minVersion: 'TLSV1_2' } } as const;

  expect(needsOf(setOf({ gateways: [gateway, unused] }))).toEqual([]);
});
