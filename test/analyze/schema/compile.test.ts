import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/analyze/schema/compile.js';
import { Faults } from '../../../src/analyze/schema/fault.js';
import { normalised } from '../../../src/analyze/schema/normal.js';
import type { Schema } from '../../../src/analyze/schema/schema.js';
import { checkStructure } from '../../../src/analyze/schema/structure.js';
import { unknownFields } from '../../../src/analyze/schema/unknown-fields.js';
import type { Json } from '../../../src/model/manifest.js';

function isSound(schema: Schema, value: Json): boolean {
  const faults = new Faults();
  unknownFields(schema, value, faults);
  checkStructure(schema, normalised(schema, value), faults);
  return faults.found.length === 0;
}

const names = fc.constantFrom('a', 'b', 'c');
const texts = fc.constantFrom('', 'a', 'ab', '10.0.0.1', 'é', '\u{1F600}\u{1F600}');
const value = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, 1, 5, 1.5, 2 ** 33),
    texts,
    fc.dictionary(names, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
    fc.array(tie('value'), { maxLength: 3 }) as fc.Arbitrary<Json>,
  ),
})).value;

/** What a schema in `allOf` and its kin may say: nothing of types. */
const narrow: fc.Arbitrary<Schema> = fc.oneof(
  fc.record({ required: fc.uniqueArray(names, { minLength: 1, maxLength: 2 }) }),
  fc.record({ minLength: fc.constantFrom(1, 2) }),
  fc.record({ maximum: fc.constantFrom(0, 3) }),
  fc.record({ pattern: fc.constantFrom('^a', '^$') }),
  fc.record({
    not: fc.record({
      anyOf: fc.array(
        names.map(name => ({ required: [name] })),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  }),
);

const optional = { requiredKeys: [] };
const flag = fc.constant(true);
const combinations = {
  allOf: fc.array(narrow, { maxLength: 2 }),
  anyOf: fc.array(narrow, { minLength: 1, maxLength: 2 }),
  oneOf: fc.array(narrow, { minLength: 1, maxLength: 3 }),
  not: narrow,
  nullable: flag,
};

const schemas = fc.letrec<{ schema: Schema }>(tie => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.record(
      {
        type: fc.constant('string' as const),
        minLength: fc.constantFrom(1, 2),
        maxLength: fc.constantFrom(1, 2),
        pattern: fc.constant('^a'),
        format: fc.constantFrom('ipv4', 'date', 'other'),
        enum: fc.constant(['a', 'ab']),
        nullable: flag,
        default: fc.constant('a'),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constantFrom('integer' as const, 'number' as const),
        minimum: fc.constantFrom(0, 1),
        exclusiveMinimum: flag,
        maximum: fc.constantFrom(1, 5),
        multipleOf: fc.constantFrom(5, 0.5),
        format: fc.constantFrom('int32', 'int64'),
        default: fc.constant(1),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      { 'x-kubernetes-int-or-string': flag, pattern: fc.constant('^a') },
      { requiredKeys: ['x-kubernetes-int-or-string'] },
    ),
    fc.record({ type: fc.constant('boolean' as const) }),
    fc.record(
      {
        type: fc.constant('object' as const),
        properties: fc.dictionary(names, tie('schema')),
        required: fc.uniqueArray(names, { maxLength: 1 }),
        minProperties: fc.constant(1),
        maxProperties: fc.constant(2),
        'x-kubernetes-preserve-unknown-fields': flag,
        ...combinations,
      },
      { requiredKeys: ['type', 'properties'] },
    ),
    fc.record({ type: fc.constant('object' as const), additionalProperties: tie('schema') }),
    fc.record(
      {
        type: fc.constant('array' as const),
        items: tie('schema'),
        minItems: fc.constant(1),
        maxItems: fc.constant(2),
        'x-kubernetes-list-type': fc.constantFrom('set' as const, 'map' as const),
        'x-kubernetes-list-map-keys': fc.constant(['a']),
      },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record({ ...combinations }, optional),
  ) as fc.Arbitrary<Schema>,
})).schema;

/** A value of about the shape that the schema asks for, so that many are sound. */
function near(schema: Schema): fc.Arbitrary<Json> {
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, near(field)] as const);
    return fc.oneof(fc.record(Object.fromEntries(fields), optional) as fc.Arbitrary<Json>, value);
  }
  if (schema.type === 'array' && schema.items)
    return fc.array(near(schema.items), { maxLength: 3 }) as fc.Arbitrary<Json>;
  return fc.oneof(texts, fc.constantFrom(null, 0, 1, 5, true), value);
}

describe('a compiled schema', () => {
  property.prop([schemas.chain(schema => fc.tuple(fc.constant(schema), near(schema)))], { numRuns: 20_000 })(
    'accepts no value in which the walk finds a fault',
    ([schema, seen]) => {
      if (compile(schema)(seen)) expect(isSound(schema, seen)).toBe(true);
    },
  );

  property.prop([schemas.chain(schema => fc.tuple(fc.constant(schema), near(schema)))], { numRuns: 5_000 })(
    'accepts every sound value that holds no null',
    ([schema, seen]) => {
      if (isSound(schema, seen) && !JSON.stringify(seen).includes('null')) expect(compile(schema)(seen)).toBe(true);
    },
  );

  test('follows a schema that contains itself', () => {
    const tree: { type: 'object'; properties: Record<string, Schema> } = {
      type: 'object',
      properties: { a: { type: 'string' } },
    };
    tree.properties['b'] = tree;

    expect(compile(tree)({ a: '', b: { b: { a: '' } } })).toBe(true);
    expect(compile(tree)({ b: { b: { a: 1 } } })).toBe(false);
  });

  test('is written for a schema of crds/', () => {
    const crds = join(import.meta.dirname, '../../../crds');
    const { v1 } = JSON.parse(readFileSync(join(crds, 'istio-1.31/virtualservices.networking.istio.io.json'), 'utf8'));

    expect(compile(v1)({ spec: { hosts: ['a'], http: [{ timeout: '5s' }] } })).toBe(true);
    expect(compile(v1)({ spec: { http: [{ match: [{ uri: { exact: 'a', prefix: 'b' } }] }] } })).toBe(false);
  });
});
