import fc from 'fast-check';
import { CORE_SCHEMA, loadAll, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Json, Manifest } from '../../src/model/manifest.js';
import { emitDocuments } from '../../src/synth/yaml.js';
import { HALF_PAIRS, manifests, TRAPS } from './yaml/arbitrary-json.js';

type Reader = (text: string) => unknown;

function readWithYaml(version: '1.1' | '1.2'): Reader {
  return text =>
    [...parseAllDocuments(text, { version })].map(document => {
      const [fault] = document.errors;
      if (fault) throw fault;
      return document.toJS() as unknown;
    });
}

const READERS: Readonly<Record<string, Reader>> = {
  'js-yaml, YAML 1.2 core': text => loadAll(text, { schema: CORE_SCHEMA }),
  'js-yaml, YAML 1.1': text => loadAll(text, { schema: YAML11_SCHEMA }),
  'yaml, 1.2': readWithYaml('1.2'),
  'yaml, 1.1': readWithYaml('1.1'),
};

function holding(...values: readonly Json[]): Manifest {
  return { apiVersion: 'v1', kind: 'Any', metadata: { name: 'any' }, data: values };
}

describe.each(Object.entries(READERS))('%s reads back', (_, read) => {
  test('any JSON, in any place', () => {
    fc.assert(
      fc.property(fc.array(manifests({ halfPairs: true }), { minLength: 1, maxLength: 3 }), objects => {
        expect(read(emitDocuments(objects))).toEqual(objects);
      }),
      { numRuns: 600 },
    );
  });

  test.each([...TRAPS, ...HALF_PAIRS].map(trap => [JSON.stringify(trap).slice(0, 60), trap]))('%s', (_, trap) => {
    const object = holding(trap, [trap, [trap]], { [trap]: trap }, { a: { [trap]: [{ [trap]: trap }] } });

    expect(read(emitDocuments([object, object]))).toEqual([object, object]);
  });
});

test('two objects with every kind of value are written as people write them', () => {
  const text = emitDocuments([
    {
      spec: {
        hosts: ['a.example.com'],
        http: [
          { name: 'r', match: [{ uri: { regex: '^/v\\d+$' } }], route: [{ weight: 90 }, { weight: 10 }] },
          { name: 's', headers: {}, retries: null },
        ],
        nested: [[1, [2, []]], 'x', true],
      },
      metadata: {
        annotations: { on: 'yes', revision: 'e2706976', note: 'a\nb\n', script: 'a\n\n  b', open: 'a\n\n' },
        uid: '0',
        labels: { 'app.kubernetes.io/name': 'x' },
        namespace: 'acme',
        name: 'n',
      },
      kind: 'VirtualService',
      apiVersion: 'networking.istio.io/v1',
      status: undefined,
    },
    { apiVersion: 'v1', kind: 'Empty', metadata: { name: 'e' }, data: { left: undefined } },
  ]);

  expect(text).toBe(`apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: "n"
  namespace: acme
  labels:
    app.kubernetes.io/name: x
  annotations:
    "on": "yes"
    revision: "e2706976"
    note: |
      a
      b
    script: |-
      a

        b
    open: |+
      a

  uid: "0"
spec:
  hosts:
  - a.example.com
  http:
  - name: r
    match:
    - uri:
        regex: '^/v\\d+$'
    route:
    - weight: 90
    - weight: 10
  - name: s
    headers: {}
    retries: null
  nested:
  - - 1
    - - 2
      - []
  - x
  - true
---
apiVersion: v1
kind: Empty
metadata:
  name: e
data: {}
`);
});

test('minus zero is zero, as in JSON', () => {
  expect(emitDocuments([holding(-0)])).toContain('- 0\n');
});

test('nothing is an empty text', () => {
  expect(emitDocuments([])).toBe('');
});

const NO_JSON: readonly (readonly [string, unknown])[] = [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['undefined', undefined],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['a function', () => 1],
  ['a bigint', 1n],
];

test.each(NO_JSON)('%s is refused, with its object and its place', (seen, value) => {
  expect(() => emitDocuments([holding('fine', { list: [1, value as Json] })])).toThrow(
    `Any any holds ${seen} in data[1].list[1], which is no JSON value.`,
  );
});
