import fc from 'fast-check';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { annotations, PREFIX } from '../../src/convert/annotations/index.js';
import { ingressNginx } from '../../src/convert/readers/ingress-nginx.js';
import { estateText } from '../../src/convert/writers/estate.js';
import type { Located } from '../../src/model/located.js';
import type { Json } from '../../src/model/manifest.js';

const host = fc.constantFrom(
  'a.example.com',
  'b.example.com',
  '*.c.example.com',
  'www.a.example.com',
  'Not A Host',
  '',
);
const service = fc.record({
  name: fc.constantFrom('web', 'api', "it's"),
  port: fc.oneof(
    fc.record({ number: fc.integer({ min: -1, max: 70_000 }) }),
    fc.record({ name: fc.constantFrom('http', 'grpc') }),
  ),
});
const backend = fc.oneof(
  { weight: 9, arbitrary: fc.record({ service }) },
  fc.record({ resource: fc.record({ kind: fc.constant('Bucket'), name: fc.constant('b') }) }),
);
const path = fc.record(
  {
    path: fc.constantFrom('/', '/a', '/a/', '/a/b', '/x(/|$)(.*)', '/(?!x)', 'none', '/a|/b', '/[', '/ü', '/q"\'\\\\'),
    pathType: fc.constantFrom('Exact', 'Prefix', 'ImplementationSpecific', 'Perfect'),
    backend,
    weight: fc.integer(),
  },
  { requiredKeys: ['path', 'backend'] },
);

const example = fc
  .constantFrom(...annotations.values())
  .chain(({ name, example }) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(fc.constant(example), fc.constantFrom('true', 'false', '0', '-3', '', '$x', 'x y')),
    ),
  );
const own = fc.oneof(
  { weight: 8, arbitrary: example.map(([name, value]) => [`${PREFIX}${name}`, value] as const) },
  fc.tuple(
    fc.constantFrom(`${PREFIX}rewrite-taget`, 'cert-manager.io/issuer', 'acme.example/x', 'constructor'),
    fc.string(),
  ),
);

const manifest = fc.record(
  {
    metadata: fc.record(
      {
        name: fc.constantFrom(
          'web',
          'api.v2',
          'class',
          'a-very-long-name-that-does-not-fit-into-a-label-because-it-goes-on-and-on-and-on',
        ),
        namespace: fc.constantFrom('acme', 'default', '1st'),
        labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.string()),
        annotations: fc.array(own, { maxLength: 8 }).map(all => Object.fromEntries(all)),
        finalizers: fc.array(fc.string(), { maxLength: 2 }),
      },
      { requiredKeys: ['name', 'annotations'] },
    ),
    spec: fc.record(
      {
        ingressClassName: fc.constant('nginx'),
        rules: fc.array(
          fc.record({ host, http: fc.record({ paths: fc.array(path, { maxLength: 4 }) }) }, { requiredKeys: [] }),
          { maxLength: 3 },
        ),
        tls: fc.array(
          fc.record(
            { hosts: fc.array(host, { maxLength: 2 }), secretName: fc.constantFrom('tls', '') },
            { requiredKeys: [] },
          ),
          { maxLength: 2 },
        ),
        defaultBackend: backend,
        rulez: fc.jsonValue() as fc.Arbitrary<Json>,
      },
      { requiredKeys: [] },
    ),
    extra: fc.jsonValue() as fc.Arbitrary<Json>,
  },
  { requiredKeys: ['metadata', 'spec'] },
);

/** Counts what the reader must not lose, in a way of its own. */
function leavesOf(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [at];
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return parts.length === 0 ? [at] : parts.flatMap(([key, part]) => leavesOf(part, `${at}\n${key}`));
}

/** The hosts that Ingresses other than canaries name, each once. */
function hostsOf(
  parts: readonly (typeof manifest extends fc.Arbitrary<infer Part> ? Part : never)[],
): readonly string[] {
  const own = parts.filter(({ metadata }) => metadata.annotations[`${PREFIX}canary`] !== 'true');
  const hosts = own.flatMap(({ spec }) => (spec.rules ?? []).map(rule => rule.host ?? ''));
  return [...new Set(hosts)].filter(name => name !== '').sort();
}

describe('S1: nothing of an Ingress is lost', () => {
  test('each field of each object has one verdict, and each host is written or named as left out', () => {
    let [fields, written] = [0, 0];
    fc.assert(
      fc.property(fc.array(manifest, { minLength: 1, maxLength: 3 }), parts => {
        const objects = parts.map(
          (part, document) =>
            ({
              where: { file: 'in.yaml', document },
              manifest: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', ...part },
            }) as Located,
        );

        const conversion = ingressNginx.read(objects);

        for (const [document, { manifest }] of objects.entries()) {
          const said = conversion.verdicts.filter(({ where }) => where.document === document);
          const paths = said.map(({ where }) => (where.path ?? []).map(step => `\n${step}`).join(''));
          expect(paths.sort()).toEqual([...leavesOf(manifest)].sort());
          fields += paths.length;
        }
        const kept = conversion.tenants.flatMap(tenant => [...tenant.hosts, ...tenant.left].map(of => of.host));
        expect(kept.sort()).toEqual(hostsOf(parts));
        const text = estateText(conversion);
        if (text !== undefined) {
          written++;
          expect(parseSync('estate.ts', text).errors).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(fields).toBeGreaterThan(20_000);
    expect(written).toBeGreaterThan(200);
  });
});
