import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { routerCanDoIt } from '../../src/analyze/plan-rules/router-can-do-it.js';
import { Schemas } from '../../src/analyze/schema/schemas.js';
import { features, needsOf } from '../../src/model/feature.js';
import { fieldPath } from '../../src/model/finding.js';
import { identityOf, type Manifest, titleOf } from '../../src/model/manifest.js';
import { type RouteSet, wholeHosts } from '../../src/model/route-set.js';
import { ALL } from '../../src/model/share.js';
import { handOver, roundSplit, type Split } from '../../src/model/split.js';
import { UserError } from '../../src/model/user-error.js';
import { routers } from '../../src/routers/index.js';
import type { Router } from '../../src/routers/router.js';
import { splitSets } from './arbitraries.js';
import { asks } from './asks.js';
import { samples } from './samples.js';

function grantsAll(router: Router, set: RouteSet): boolean {
  const granted = needsOf(set).every(({ feature }) => router.can.features[feature] === true);
  return granted && set.sides.length <= router.can.sides;
}

/** Everything that a mechanism writes for a set, gateways first. */
function written(router: Router, set: RouteSet, split: Split): readonly Manifest[] {
  const gateways = set.gateways.flatMap(gateway => router.gateway?.(gateway, set.tenant, set.cluster) ?? []);
  return [...gateways, ...router.render(set, split)];
}

/** Some combinations a mechanism refuses in words, though it grants each of their features. */
function refuses(router: Router, set: RouteSet, split: Split): boolean {
  try {
    written(router, set, split);
    return false;
  } catch (error) {
    if (UserError.is(error)) return true;
    throw error;
  }
}

/** Route sets that a mechanism renders, each with a split that it can express exactly. */
function renderedBy(router: Router): ReturnType<typeof splitSets> {
  return splitSets(router.can).filter(({ set, split }) => !refuses(router, set, split));
}

const schemasOf = new Map<string, Schemas>();

/** What the API server of a set's cluster would refuse; a kind whose schema nobody has is a fault too. */
function faultsOf(set: RouteSet, objects: readonly Manifest[]): readonly string[] {
  const { istio, kubernetes } = set.cluster;
  const key = `${istio} ${kubernetes}`;
  const read = (file: string): string => readFileSync(new URL(`../../crds/${file}`, import.meta.url), 'utf8');
  const schemas = schemasOf.get(key) ?? Schemas.builtIn(read, { versions: { Istio: istio, Kubernetes: kubernetes } });
  schemasOf.set(key, schemas);
  return objects.flatMap(object => {
    const faults = schemas.check(object);
    if (!faults) return [`${titleOf(object)}: no schema`];
    return faults.map(fault => `${titleOf(object)}: ${fieldPath(fault.path)} ${fault.message}`);
  });
}

/** The ways to values that JSON cannot hold: functions, and `undefined` or holes in lists. */
function* unholdable(value: unknown, at = '$', inList = false): Iterable<string> {
  if (value === undefined ? inList : !['string', 'number', 'boolean', 'object'].includes(typeof value)) yield at;
  if (typeof value === 'number' && !Number.isFinite(value)) yield at;
  if (typeof value !== 'object' || value === null) return;
  const list = Array.isArray(value);
  if (!list && Object.getPrototypeOf(value) !== Object.prototype) yield at;
  for (const key of Object.keys(value))
    yield* unholdable((value as Record<string, unknown>)[key], `${at}.${key}`, list);
}

/** A set's bytes before, halfway and after, as near to it as the mechanism's steps come. */
function bytesOf(router: Router, set: RouteSet): string {
  const [from, to] = [set.sides[0]!.id, set.sides[1]!.id];
  const splits = [0, ALL / 2, ALL].map(moved => roundSplit(handOver(from, to, moved), router.can.step));
  return JSON.stringify(splits.map(split => written(router, set, split)));
}

/** The samples that ask only for what a mechanism can, each in the mechanism's own steps. */
function fittingSamples(router: Router): typeof samples {
  return samples
    .map(sample => ({ ...sample, split: roundSplit(sample.split, router.can.step) }))
    .filter(({ set, split }) => grantsAll(router, set) && !refuses(router, set, split));
}

/** What holds for every router. */
export function conforms(router: Router): void {
  test('its step divides the whole, and it can share between two sides at least', () => {
    expect(ALL % router.can.step).toBe(0);
    expect(router.can.sides).toBeGreaterThanOrEqual(2);
  });

  test('the arbitrary route sets ask only for what it grants', () => {
    fc.assert(fc.property(splitSets(router.can), ({ set }) => grantsAll(router, set)));
  });

  test('what it renders reads back as the same split', () => {
    fc.assert(
      fc.property(renderedBy(router), ({ set, split }) => {
        expect(router.read(router.render(set, split), set)).toEqual(split);
      }),
      { numRuns: 300 },
    );
  });

  test('what it renders reads back from an API server, which orders keys and adds fields of its own', () => {
    fc.assert(
      fc.property(renderedBy(router), ({ set, split }) => {
        const stored = router.render(set, split).map(sortedKeys) as Manifest[];

        const served = stored.map(object => ({ ...object, status: {}, metadata: { ...object.metadata, uid: '1' } }));

        expect(router.read(served.toReversed(), set)).toEqual(split);
      }),
    );
  });

  test('it reads no split where its objects are missing', () => {
    fc.assert(
      fc.property(renderedBy(router), ({ set }) => {
        expect(router.read([], set)).toBeUndefined();
      }),
    );
  });

  test('the same input gives the same bytes, keys in the same order', () => {
    fc.assert(
      fc.property(renderedBy(router), ({ set, split }) => {
        const first = JSON.stringify(written(router, set, split));

        expect(JSON.stringify(written(router, structuredClone(set), structuredClone(split)))).toBe(first);
      }),
    );
  });

  test('every object is plain JSON with a name, in the tenant, under an identity of its own', () => {
    fc.assert(
      fc.property(renderedBy(router), ({ set, split }) => {
        const objects = written(router, set, split);

        expect([...unholdable(objects)]).toEqual([]);
        expect(new Set(objects.map(identityOf)).size).toBe(objects.length);
        for (const { metadata } of objects) expect(metadata.name).toMatch(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/);
      }),
    );
  });

  test('every object is one that its cluster’s API server takes, rules in CEL included', () => {
    fc.assert(
      fc.property(renderedBy(router), ({ set, split }) => {
        expect(faultsOf(set, written(router, set, split))).toEqual([]);
      }),
    );
  });

  test('a phase advance changes the split and the phase, and no other field', () => {
    fc.assert(
      fc.property(renderedBy(router), ({ set, split }) => {
        fc.pre(set.phase !== undefined);
        const [first] = set.sides;
        const start = set.sides.map(({ id }) => ({ backend: id, parts: id === first!.id ? ALL : 0 }));

        const before = router.render(set, start).map(identityOf);
        const after = router.render({ ...set, phase: 'later' }, split).map(identityOf);

        expect(after).toEqual(before);
      }),
    );
  });

  describe.each(features.map(feature => [feature, asks[feature]] as const))('%s', (feature, { asking, plain }) => {
    const limit = router.can.features[feature];

    if (limit === true) {
      test('is granted, and a set that asks for it renders other bytes', () => {
        const lacking = needsOf(asking).filter(need => router.can.features[need.feature] !== true);
        // What asks for this may have to ask for something else too, whose limit then speaks first.
        if (lacking.length > 0)
          return expect(routerCanDoIt({ set: asking, by: [router], known: routers })).not.toEqual([]);

        expect(bytesOf(router, asking)).not.toBe(bytesOf(router, plain));
      });
    } else {
      test('is refused with a reason, a source and a finding', () => {
        const findings = routerCanDoIt({ set: asking, by: [router], known: routers });
        const seen = router.can.of === 'lookups' ? wholeHosts(asking) : asking;

        expect(limit.because).toMatch(/^[a-z].*[^.]$/);
        expect(limit.source).toMatch(/^https:\/\//);
        expect(findings.some(({ message }) => message.includes(`needs ${feature}; ${router.name} cannot`))).toBe(
          needsOf(seen).some(need => need.feature === feature),
        );
      });
    }
  });

  const fitting = fittingSamples(router);

  test('every sample is one that its cluster’s API server takes', () => {
    expect(fitting.flatMap(({ set, split }) => faultsOf(set, written(router, set, split)))).toEqual([]);
    expect(fitting.length).toBeGreaterThan(0);
  });
}

/** Samples as YAML that a person reads. @param folder absolute */
export function isGolden(router: Router, folder: string): void {
  const fitting = fittingSamples(router);

  test.each(fitting.map(sample => [sample.name, sample] as const))('golden: %s', async (name, { set, split }) => {
    const documents = written(router, set, split).map(object => dump(object, { lineWidth: -1, noRefs: true }));

    await expect(documents.join('---\n')).toMatchFileSnapshot(`${folder}/${name}.yaml`);
  });

  test('no golden file outlives its sample', () => {
    const files = existsSync(folder) ? readdirSync(folder).sort() : [];

    expect(files).toEqual(fitting.map(({ name }) => `${name}.yaml`).sort());
  });
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, of]) => of !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, of]) => [key, sortedKeys(of)]));
}
