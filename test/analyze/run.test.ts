import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Located, Rule } from '../../src/analyze/rule.js';
import { rules } from '../../src/analyze/rules/index.js';
import { start } from '../../src/analyze/run.js';
import type { Json, Manifest } from '../../src/model/manifest.js';
import { UserError } from '../../src/model/user-error.js';

function route(weights: readonly number[], annotations: Record<string, string> = {}): Located {
  const to = weights.map(weight => ({ destination: { host: 'old.example.net' }, weight }));
  const manifest: Manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'shop', namespace: 'acme', annotations },
    spec: { hosts: ['shop.example.com'], gateways: ['infra/edge'], http: [{ route: to }] },
  };
  return { manifest, where: { file: 'shop.yaml', document: 0 } };
}

function check(objects: readonly Located[], options: Parameters<typeof start>[1] = {}) {
  const run = start(rules, options);
  for (const object of objects) run.see(object);
  return run.end();
}

describe('a run of the rules', () => {
  test('says where the fault is', () => {
    const [found] = check([route([90, 20])]);

    expect(found).toEqual({
      rule: 'weights-sum',
      level: 'error',
      message: 'The weights 90 + 20 sum to 110: the first gets 81.82 %.',
      fix: 'Give the weights a sum of 100.',
      where: {
        file: 'shop.yaml',
        document: 0,
        object: 'VirtualService acme/shop',
        path: ['spec', 'http', 0, 'route'],
      },
    });
  });

  test('is silent where the object gives a reason', () => {
    expect(check([route([9, 1], { 'sluice.dev/ignore': 'weights-sum: a ratio' })])).toEqual([]);
  });

  test('silences only the object that asks', () => {
    const { manifest } = route([9, 1]);
    const named = { ...manifest, metadata: { name: 'cart', namespace: 'acme' } };
    const other: Located = { manifest: named, where: { file: 'other.yaml' } };

    const found = check([route([9, 1], { 'sluice.dev/ignore': 'weights-sum: a ratio' }), other]);

    expect(found.map(({ where }) => where.file)).toEqual(['other.yaml']);
  });

  test('silences what is found only after the last object', () => {
    const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'acme' } };
    const asking = (annotations: Record<string, string>): readonly Located[] => {
      const { manifest, where } = route([100], annotations);
      const spec = {
        hosts: ['shop.example.com'],
        gateways: ['missing'],
        http: [{ route: [{ destination: { host: 'old.example.net' } }] }],
      };
      return [
        { manifest: { ...manifest, spec }, where },
        { manifest: namespace, where: {} },
      ];
    };

    expect(check(asking({})).map(({ rule }) => rule)).toEqual(['gateway-exists']);
    expect(check(asking({ 'sluice.dev/ignore': 'gateway-exists: comes later' }))).toEqual([]);
  });

  test('names the nearest rule for a suppression that names none', () => {
    const [found] = check([route([100], { 'sluice.dev/ignore': 'weight-sum: a ratio' })]);

    expect(found?.message).toBe('There is no rule "weight-sum" to ignore. Did you mean "weights-sum"?');
  });

  test('takes levels in place of the rules’ own', () => {
    expect(check([route([9, 1])], { levels: { 'weights-sum': 'info' } }).map(({ level }) => level)).toEqual(['info']);
    expect(check([route([9, 1])], { levels: { 'weights-sum': 'off' } })).toEqual([]);
  });

  test('refuses a level for a rule that does not exist', () => {
    expect(() => start(rules, { levels: { 'weight-sum': 'off' } })).toThrow(UserError);
    expect(() => start(rules, { levels: { 'weight-sum': 'off' } })).toThrow('Did you mean "weights-sum"?');
  });

  test('shows a rule only the kinds that it asks for', () => {
    const seen: string[] = [];
    const spy = (id: string, kinds?: readonly string[]): Rule => ({
      ...rules[0]!,
      id,
      kinds,
      start: () => ({
        see: ({ manifest }) => {
          seen.push(`${id} ${manifest.kind}`);
          return [];
        },
      }),
    });
    const run = start([spy('all'), spy('routes', ['networking.istio.io/VirtualService']), spy('core', ['/Service'])]);

    run.see(route([100]));

    expect(seen).toEqual(['all VirtualService', 'routes VirtualService']);
  });

  test('takes any number of findings from one rule at once', () => {
    const found = check([route([1, 1])])[0]!;
    const flood: Rule = {
      ...rules[0]!,
      start: () => ({ see: () => [], end: () => Array.from({ length: 300_000 }, () => found) }),
    };

    expect(start([flood]).end()).toHaveLength(300_000);
  });

  test('sorts by file, document, object and field, numbers as numbers', () => {
    const many = route([100]);
    const http = Array.from({ length: 12 }, (_, i) => ({
      match: [{ uri: { exact: `/${i}` } }],
      route: [{ destination: { host: 'a.example.net' }, weight: 7 }],
    }));
    const second: Located = {
      manifest: {
        ...many.manifest,
        metadata: { name: 'cart' },
        spec: { hosts: ['a.example.com'], gateways: ['edge'], http },
      },
      where: { file: 'a.yaml', document: 0 },
    };

    const found = check([route([1, 1]), second]);

    const places = found.map(({ where }) => `${where.file} ${where.path?.[2]}`);
    expect(places).toEqual([...http.map((_, i) => `a.yaml ${i}`), 'shop.yaml 0']);
  });
});

/** A real object whose fields have been swapped for anything at all. */
const kinds = [...new Set(rules.flatMap(rule => rule.kinds ?? []))];
const field = fc.constantFrom(
  ...['hosts', 'gateways', 'http', 'tls', 'tcp', 'route', 'match', 'servers', 'rules', 'host', 'subsets', 'ports'],
  ...['destination', 'backendRefs', 'parentRefs', 'listeners', 'selector', 'template', 'metadata', 'labels', 'paths'],
);
const { json } = fc.letrec<{ json: Json }>(tie => ({
  json: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, 0, -1, 100, 1e300, '', 'a', '*', 'a.b.svc.cluster.local', '('),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(field, tie('json'), { maxKeys: 4 }),
  ),
}));

describe('whatever the YAML holds', () => {
  property.prop([fc.array(fc.tuple(fc.constantFrom(...kinds), json, json), { maxLength: 4 })], { numRuns: 300 })(
    'no rule throws',
    objects => {
      const found = check(
        objects.map(([kind, spec, annotations], i) => {
          const slash = kind.indexOf('/');
          const apiVersion = slash === 0 ? 'v1' : `${kind.slice(0, slash)}/v1`;
          const metadata = { name: `n${i}`, annotations: annotations as Record<string, string> };
          return { manifest: { apiVersion, kind: kind.slice(slash + 1), metadata, spec, data: spec }, where: {} };
        }),
      );

      expect(Array.isArray(found)).toBe(true);
    },
  );
});
