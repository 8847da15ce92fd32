import { describe, expect, test } from 'vitest';
import { Checker } from '../../../src/analyze/schema/checker.js';
import type { Schema } from '../../../src/analyze/schema/schema.js';
import type { Json } from '../../../src/model/manifest.js';

/** `path keyword` of each fault of a value that stands in the field `v`. */
function faults(schema: Schema, v: Json | undefined): readonly string[] {
  const checker = new Checker({ type: 'object', properties: { v: schema } });
  return checker.check({ v } as Json).map(fault => `${fault.path.join('.')} ${fault.keyword}`);
}

const text: Schema = { type: 'string' };
const grin = '\u{1F600}';

type Case = readonly [
  word: string,
  schema: Schema,
  good: readonly (Json | undefined)[],
  bad: readonly Json[],
  said: string,
];

const cases: readonly Case[] = [
  ['type string', text, ['', 'a', undefined], [1, true, {}, []], 'v type'],
  ['type integer', { type: 'integer' }, [0, -1, 5.0, 2 ** 53], [1.5, '1', true], 'v type'],
  ['type number', { type: 'number' }, [0, 1.5], ['1.5', false], 'v type'],
  ['type boolean', { type: 'boolean' }, [true, false], ['true', 0], 'v type'],
  ['type array', { type: 'array', items: text }, [[], ['a']], [{}, 'a'], 'v type'],
  ['type object', { type: 'object' }, [{}], [[], 'a'], 'v type'],
  ['int or string', { 'x-kubernetes-int-or-string': true }, [1, 'http'], [1.5, true, {}], 'v type'],
  ['a null that is not allowed is left out', text, [null], [], ''],
  ['nullable', { type: 'string', nullable: true, minLength: 1 }, [null, 'a'], [''], 'v minLength'],
  ['enum', { type: 'string', enum: ['a', 'b'] }, ['a'], ['c', ''], 'v enum'],
  [
    'enum of objects',
    { enum: [{ a: 1, b: 2 }], type: 'object', properties: { a: {}, b: {} } },
    [{ b: 2, a: 1 }],
    [{ a: 1 }],
    'v enum',
  ],
  ['pattern', { type: 'string', pattern: '^a+$' }, ['aa'], ['ab', ''], 'v pattern'],
  ['pattern in RE2', { type: 'string', pattern: '(?i)^(abort|warn)?$' }, ['', 'WARN'], ['warned'], 'v pattern'],
  ['pattern is searched, not matched', { type: 'string', pattern: 'b' }, ['abc'], ['ac'], 'v pattern'],
  ['minLength in code points', { type: 'string', minLength: 2 }, ['ab', grin + grin], ['a', grin], 'v minLength'],
  ['maxLength in code points', { type: 'string', maxLength: 1 }, ['', grin], ['ab', `${grin}a`], 'v maxLength'],
  ['minimum', { type: 'integer', minimum: 1 }, [1], [0], 'v minimum'],
  ['exclusiveMinimum', { type: 'number', minimum: 1, exclusiveMinimum: true }, [1.1], [1], 'v minimum'],
  ['maximum', { type: 'integer', maximum: 9 }, [9], [10], 'v maximum'],
  ['exclusiveMaximum', { type: 'number', maximum: 9, exclusiveMaximum: true }, [8.9], [9], 'v maximum'],
  ['multipleOf', { type: 'number', multipleOf: 0.1 }, [0.3, 1.1, 0], [0.25], 'v multipleOf'],
  ['multipleOf a whole number', { type: 'integer', multipleOf: 5 }, [0, -10], [7], 'v multipleOf'],
  ['int32', { type: 'integer', format: 'int32' }, [2147483647, -2147483648], [2147483648], 'v format'],
  ['int64', { type: 'integer', format: 'int64' }, [2 ** 62], [2 ** 64], 'v format'],
  ['minItems', { type: 'array', items: text, minItems: 1 }, [['a']], [[]], 'v minItems'],
  ['maxItems', { type: 'array', items: text, maxItems: 1 }, [['a']], [['a', 'b']], 'v maxItems'],
  ['items', { type: 'array', items: text }, [['a']], [['a', 1]], 'v.1 type'],
  [
    'set',
    { type: 'array', items: { type: 'integer' }, 'x-kubernetes-list-type': 'set' },
    [[1, 2]],
    [[1, 1]],
    'v.1 x-kubernetes-list-type',
  ],
  [
    'required',
    { type: 'object', properties: { a: text }, required: ['a'] },
    [{ a: '' }],
    [{}, { a: null }],
    'v required',
  ],
  [
    'required with a default',
    { type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'] },
    [{}, { a: null }],
    [],
    '',
  ],
  [
    'minProperties',
    { type: 'object', additionalProperties: text, minProperties: 1 },
    [{ a: '' }],
    [{}],
    'v minProperties',
  ],
  [
    'maxProperties',
    { type: 'object', additionalProperties: text, maxProperties: 1 },
    [{}],
    [{ a: '', b: '' }],
    'v maxProperties',
  ],
  ['additionalProperties', { type: 'object', additionalProperties: text }, [{ a: 'b' }], [{ a: 1 }], 'v.a type'],
  [
    'unknown field',
    { type: 'object', properties: { a: text } },
    [{ a: '' }],
    [{ constructor: 1 }],
    'v.constructor unknown-field',
  ],
  ['preserved fields', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, [{ a: { b: 1 } }], [], ''],
  ['allOf', { type: 'string', allOf: [{ minLength: 1 }, { maxLength: 2 }] }, ['a'], ['abc'], 'v maxLength'],
  ['anyOf', { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^a' }] }, [1, 'a'], ['b', true], 'v anyOf'],
  [
    'oneOf of fields',
    { type: 'object', properties: { a: text, b: text }, oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    [{ a: '' }, { b: '' }],
    [{}, { a: '', b: '' }],
    'v oneOf',
  ],
  ['not', { type: 'string', not: { pattern: '^a' } }, ['b'], ['a'], 'v not'],
];

describe('the words of a schema', () => {
  test.each(cases)('%s', (_word, schema, good, bad, said) => {
    for (const value of good) expect(faults(schema, value), JSON.stringify(value)).toEqual([]);
    for (const value of bad) expect(faults(schema, value), JSON.stringify(value)).toContain(said);
  });

  test('items of a map are known by its keys, and what is left out is a key too', () => {
    const port: Schema = {
      type: 'object',
      properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } },
    };
    const ports: Schema = {
      type: 'array',
      items: port,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
    };

    expect(faults(ports, [{ port: 1 }, { port: 1, protocol: 'UDP' }])).toEqual([]);
    expect(faults(ports, [{ port: 1 }, { port: 1, protocol: 'TCP' }])).toEqual(['v.1 x-kubernetes-list-type']);
  });
});

describe('the formats of texts', () => {
  test.each([
    [
      'date-time',
      ['2026-11-20T12:00:00Z', '2026-11-20t12:00:00.5+01:00'],
      ['2026-11-20', '2026-02-30T00:00:00Z', '2026-11-20T24:00:00Z'],
    ],
    ['date', ['2024-02-29'], ['2026-02-29', '2026-1-1']],
    ['duration', ['1h30m', '0', '1.5s', '-2ms', '2 days'], ['', '1', 'soon']],
    ['ipv4', ['10.0.0.1'], ['10.0.0', '10.0.0.256', '::1']],
    ['ipv6', ['::1', 'fe80::1', '::ffff:10.0.0.1'], ['10.0.0.1', ':::', '1::2::3', 'fe80::1%eth0']],
    ['cidr', ['10.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33', '::/129']],
    ['byte', ['aGk=', 'aGkh'], ['aGk', '!']],
    ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567']],
    ['uri', ['https://a.example/b?c', '/path'], ['a b', 'relative/path', '']],
    ['hostname', ['a.example', 'a'], ['-a.example', 'a..example', `${'a'.repeat(64)}.example`]],
    ['email', ['a@b.example'], ['a', '@']],
    ['mac', ['01:23:45:67:89:ab', '0123.4567.89ab'], ['01:23', '0g:23:45:67:89:ab']],
    ['k8s-short-name', ['a-b'], ['a.b', 'A']],
  ])('%s', (format, good, bad) => {
    for (const value of good) expect(faults({ type: 'string', format }, value), value).toEqual([]);
    for (const value of bad) expect(faults({ type: 'string', format }, value), value).toEqual(['v format']);
  });

  test('a format that no API server checks lets every text pass', () => {
    expect(faults({ type: 'string', format: 'colour-of-the-sky' }, 'grey')).toEqual([]);
  });
});

describe('what a fault says', () => {
  const say = (schema: Schema, v: Json) =>
    new Checker({ type: 'object', properties: { v: schema } }).check({ v }).map(({ message, fix }) => [message, fix]);

  test('names the field that was meant', () => {
    const schema: Schema = { type: 'object', properties: { retries: {}, timeout: {} } };

    expect(say(schema, { retires: 1 })).toEqual([
      ['is no field of this object. Did you mean "retries"?', 'Correct the name.'],
    ]);
  });

  test('names what may not stand together', () => {
    const branches = ['exact', 'prefix', 'regex'].map(name => ({ required: [name] }));
    const none: Schema = { not: { anyOf: branches } };
    const schema: Schema = {
      type: 'object',
      properties: { exact: text, prefix: text, regex: text },
      oneOf: [none, ...branches],
    };

    expect(say(schema, {})).toEqual([]);
    expect(say(schema, { exact: 'a', regex: 'b' })).toEqual([
      ['sets "exact" and "regex" together.', 'Keep one of "exact", "prefix" or "regex".'],
    ]);
  });

  test('gives the text that a bare word should have been', () => {
    expect(say(text, true)).toEqual([['is the boolean true; a text is allowed.', 'Put it in quotes: "true".']]);
  });

  test('says that a pattern which is no RE2 was not checked', () => {
    const [fault] = new Checker({ type: 'object', properties: { v: { type: 'string', pattern: '(?=a)' } } }).check({
      v: 'a',
    });

    expect(fault).toMatchObject({ level: 'warning', keyword: 'pattern' });
  });
});
