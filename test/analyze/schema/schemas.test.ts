import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { load } from '../../../src/analyze/load.js';
import { library } from '../../../src/analyze/schema/cel/library.js';
import { program } from '../../../src/analyze/schema/cel/program.js';
import { celValue } from '../../../src/analyze/schema/cel/values.js';
import type { CelRule, Schema } from '../../../src/analyze/schema/schema.js';
import { Schemas } from '../../../src/analyze/schema/schemas.js';
import type { Json, Manifest } from '../../../src/model/manifest.js';

const CRDS = join(import.meta.dirname, '../../../crds');
const read = (file: string): string => readFileSync(join(CRDS, file), 'utf8');

const object = (apiVersion: string, kind: string, more: Record<string, Json> = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...more,
});

describe('the schemas of a cluster', () => {
  const route = object('networking.istio.io/v1', 'VirtualService', { spec: { hosts: ['a'] } });

  test('are those of its versions', () => {
    expect(Schemas.builtIn(read).check(route)).toEqual([]);
    expect(Schemas.builtIn(read, { versions: { Istio: '1.20.1' } }).check(route)).toEqual([
      {
        path: ['apiVersion'],
        keyword: 'apiVersion',
        message:
          'is "networking.istio.io/v1"; VirtualService is served as "networking.istio.io/v1alpha3" or "networking.istio.io/v1beta1".',
        fix: 'Write apiVersion: networking.istio.io/v1alpha3.',
        level: 'error',
      },
    ]);
  });

  test('are the oldest that are not older than the cluster, or the newest', () => {
    const policy = object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', { spec: {} });
    const at = (Kubernetes: string) => Schemas.builtIn(read, { versions: { Kubernetes } }).check(policy)?.length;

    expect([at('1.27'), at('1.28.3'), at('1.30'), at('1.99')]).toEqual([1, 1, 0, 0]);
  });

  test('of the Gateway API are those of the channel that is installed', () => {
    const cors = object('gateway.networking.k8s.io/v1', 'HTTPRoute', {
      spec: { rules: [{ filters: [{ type: 'CORS', cors: {} }] }] },
    });

    expect(Schemas.builtIn(read).check(cors)).not.toEqual([]);
    expect(Schemas.builtIn(read, { gatewayApi: 'experimental' }).check(cors)).toEqual([]);
  });

  test('say nothing of a kind that they do not know, and which one may be meant', () => {
    const wrong = object('networking.istio.io/v1', 'VirtualServce');
    const schemas = Schemas.builtIn(read);

    expect(schemas.check(wrong)).toBeUndefined();
    expect(schemas.nearestKind(wrong)).toBe('networking.istio.io/VirtualService');
  });

  test('read a file when its first object is seen', () => {
    const files: string[] = [];
    const schemas = Schemas.builtIn(file => {
      files.push(file);
      return read(file);
    });

    schemas.check(route);
    schemas.check(route);

    expect(files).toEqual(['index.json', 'istio-1.31/virtualservices.networking.istio.io.json']);
  });

  test('take what a user gives in place of their own', () => {
    const schemas = Schemas.builtIn(read);
    const version = { name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object', properties: {} } } };
    const spec = { group: 'networking.istio.io', names: { kind: 'VirtualService' }, versions: [version] };

    expect(schemas.addCrd(object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec }))).toBe(true);
    expect(schemas.addCrd(object('v1', 'ConfigMap'))).toBe(false);
    expect(schemas.check(route)).toMatchObject([{ path: ['spec'], keyword: 'unknown-field' }]);
  });

  test('check what every object has: names, labels and owners', () => {
    const labels = { a: 1 } as unknown as Record<string, string>;
    const faults = Schemas.builtIn(read).check({ ...route, metadata: { name: 'a', labels, lables: {} } });

    expect(faults?.map(({ path, keyword }) => `${path.join('.')} ${keyword}`)).toEqual([
      'metadata.lables unknown-field',
      'metadata.labels.a type',
    ]);
  });

  test('say what may not change', () => {
    const named = (ref: string) =>
      object('gateway.networking.k8s.io/v1', 'GatewayClass', { spec: { controllerName: ref } });
    const schemas = Schemas.builtIn(read);

    expect(schemas.checkChange(named('a.example/b'), named('a.example/b'))).toEqual([]);
    expect(schemas.checkChange(named('a.example/b'), named('a.example/c'))).toMatchObject([
      { path: ['spec', 'controllerName'], message: 'is refused: Value is immutable.' },
    ]);
  });
});

interface Found {
  readonly rule: CelRule;
  readonly schema: Schema;
}

function* rulesIn(schema: Schema, spine: Schema = schema): Iterable<Found> {
  for (const rule of schema['x-kubernetes-validations'] ?? []) yield { rule, schema: spine };
  for (const field of Object.values(schema.properties ?? {})) yield* rulesIn(field);
  if (schema.items) yield* rulesIn(schema.items);
  if (typeof schema.additionalProperties === 'object') yield* rulesIn(schema.additionalProperties);
  for (const part of schema.allOf ?? []) yield* rulesIn(part, schema);
}

/** A value with every field of a schema. */
function sample(schema: Schema): Json {
  if (schema.enum) return schema.enum[0]!;
  if (schema['x-kubernetes-int-or-string']) return 80;
  if (schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, sample(field)]));
  }
  if (typeof schema.additionalProperties === 'object') return { '80': sample(schema.additionalProperties) };
  if (schema.items) return [sample(schema.items)];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type === 'boolean') return true;
  return schema.type === 'string' ? '10s' : {};
}

describe('the rules of crds/', () => {
  const all = readdirSync(CRDS, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.[a-z0-9-]+\.[a-z].*\.json$/.test(file))
    .flatMap(file =>
      Object.values(JSON.parse(read(file)) as Record<string, Schema>).flatMap(schema => [...rulesIn(schema)]),
    );

  test('can all be read, and call nothing that is not known', () => {
    expect(all.length).toBeGreaterThan(300);
    for (const { rule } of all) expect(() => program(rule.rule), rule.rule).not.toThrow();
  });

  test('all come to a yes, a no or a refusal of the value on a sample', () => {
    const cel = library();
    let decided = 0;
    for (const { rule, schema } of all) {
      const self = celValue(cel, schema, sample(schema))!;
      const result = program(rule.rule).run(self, self);
      if (typeof result === 'boolean') decided++;
      else expect(String(result), rule.rule).toMatch(/not (a valid|no) URL|is no URL|duration|out of range|invalid/i);
    }
    expect(decided / all.length).toBeGreaterThan(0.95);
  });
});

const modules = join(process.env['GOMODCACHE'] ?? join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'pkg/mod'));
const conformance = join(modules, 'sigs.k8s.io/gateway-api@v1.4.1/conformance');
const samples = join(modules, 'istio.io/istio@v0.0.0-20260403063052-b9159ca3e5d5/samples');

function faultsBelow(folder: string, schemas: Schemas): { readonly checked: number; readonly faults: string[] } {
  const faults: string[] = [];
  let checked = 0;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.yaml'),
  )) {
    for (const loaded of load(readFileSync(join(folder, file), 'utf8'), file)) {
      if (!('object' in loaded)) continue;
      const found = schemas.check(loaded.object.manifest);
      if (found) checked++;
      for (const { path, message } of found ?? []) faults.push(`${file} ${path.join('.')} ${message}`);
    }
  }
  return { checked, faults };
}

describe('what upstream ships is valid', () => {
  test.skipIf(!existsSync(conformance))(
    "Gateway API's conformance manifests, but for their placeholders (needs the Go module)",
    () => {
      const { checked, faults } = faultsBelow(conformance, Schemas.builtIn(read, { gatewayApi: 'experimental' }));

      expect(checked).toBeGreaterThan(200);
      expect(faults.filter(fault => !/PLACEHOLDER|GATEWAY_CONTROLLER_NAME/.test(fault))).toEqual([]);
    },
  );

  test.skipIf(!existsSync(samples))("Istio's samples (needs the Go module)", () => {
    const { checked, faults } = faultsBelow(samples, Schemas.builtIn(read));

    expect(checked).toBeGreaterThan(200);
    expect(faults).toEqual([]);
  });
});
