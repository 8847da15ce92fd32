import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSame } from '../../src/model/difference.js';
import type { Json, Manifest } from '../../src/model/manifest.js';
import { diffJson } from '../../src/report/diff-json.js';
import { diffMarkdown } from '../../src/report/diff-markdown.js';
import { diffText } from '../../src/report/diff-text.js';
import { diff } from '../../src/synth/diff.js';
import { manifests } from './yaml/arbitrary-json.js';

function virtualService(
  newShare: number,
  hosts: readonly string[] = ['shop.example.com', 'api.example.com'],
): Manifest {
  const to = (host: string) => ({ destination: { host, port: { number: 80 } } });
  const pinned = { name: 'pin', route: [to('new')] };
  const shared = {
    name: 'shop',
    route: [
      { ...to('old'), weight: 100 - newShare },
      { ...to('new'), weight: newShare },
    ],
  };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'shop', namespace: 'acme', annotations: { phase: `canary-${newShare}` } },
    spec: { hosts, http: [pinned, shared] },
  };
}

const config: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'acme' } };

const before = virtualService(10);
const after = virtualService(25);

function holding(list: string, items: Json): Manifest {
  return { ...config, spec: { [list]: items } };
}

test('a phase is its weights, each by its rule and host, and its annotation', () => {
  expect(diffText(diff([before], [after]), false)).toBe(
    `~ VirtualService acme/shop (shop.example.com, api.example.com)
    metadata.annotations: phase canary-10 -> canary-25
    spec.http[shop].route[old 80]: weight 90 -> 75
    spec.http[shop].route[new 80]: weight 10 -> 25
0 added, 0 removed, 1 changed
`,
  );
});

test('what came and what went is named', () => {
  expect(diffText(diff([config], [after]), false)).toBe(`- ConfigMap acme/c
+ VirtualService acme/shop (shop.example.com, api.example.com)
1 added, 1 removed, 0 changed
`);
});

test('the version of an API is a change of the object, not another object', () => {
  const { changed } = diff([before], [{ ...before, apiVersion: 'networking.istio.io/v1beta1' }]);

  expect(changed.map(change => change.fields)).toEqual([
    [{ path: ['apiVersion'], before: 'networking.istio.io/v1', after: 'networking.istio.io/v1beta1' }],
  ]);
});

test('colours are written only when they are asked for', () => {
  expect(diffText(diff([before], [after]), true)).toContain('\u001b[');
  expect(diffText(diff([before], [after]), false)).not.toContain('\u001b[');
});

test('nothing changed is said as such', () => {
  expect(diffText(diff([before], [before]), false)).toBe('No differences.\n');
  expect(diffMarkdown(diff([], []))).toBe('No differences.\n');
});

test('an item that goes in front moves no other', () => {
  const items = [
    { name: 'b', x: 1 },
    { name: 'c', x: 2 },
  ];

  expect(
    diff([holding('subsets', items)], [holding('subsets', [{ name: 'a', x: 0 }, ...items])]).changed[0]?.fields,
  ).toEqual([{ path: ['spec', 'subsets', { name: 'a' }], before: undefined, after: { name: 'a', x: 0 } }]);
});

test('order means something to rules, and nothing to ports and hosts', () => {
  const [a, b] = [{ name: 'a' }, { name: 'b' }];

  expect(diff([holding('http', [a, b])], [holding('http', [b, a])]).changed[0]?.fields).toEqual([
    { path: ['spec', 'http'], before: ['a', 'b'], after: ['b', 'a'] },
  ]);
  expect(isSame(diff([holding('ports', [a, b])], [holding('ports', [b, a])]))).toBe(true);
  expect(isSame(diff([before], [virtualService(10, ['api.example.com', 'shop.example.com'])]))).toBe(true);
});

test('arguments mean what they mean by their places', () => {
  expect(diff([holding('args', ['-a', 'x'])], [holding('args', ['x', '-a'])]).changed[0]?.fields).toHaveLength(2);
});

test('a host that came is a member of its list', () => {
  const difference = diff([before], [virtualService(10, ['shop.example.com', 'api.example.com', 'new.example.com'])]);

  expect(diffText(difference, false)).toContain('    spec.hosts: + new.example.com\n');
});

test('Markdown is a table an object', () => {
  expect(diffMarkdown(diff([before, config], [after]))).toBe(`**0 added, 1 removed, 1 changed**

- removed \`ConfigMap acme/c\`

\`VirtualService acme/shop (shop.example.com, api.example.com)\`

| where | what |
| --- | --- |
| \`metadata.annotations\` | \`phase canary-10 -> canary-25\` |
| \`spec.http[shop].route[old 80]\` | \`weight 90 -> 75\` |
| \`spec.http[shop].route[new 80]\` | \`weight 10 -> 25\` |
`);
});

test('JSON has the steps and the values', () => {
  const report = JSON.parse(diffJson(diff([before], [after]))) as { changed: { fields: unknown[] }[] };

  expect(report).toMatchObject({
    added: [],
    removed: [],
    changed: [{ kind: 'VirtualService', namespace: 'acme', name: 'shop' }],
  });
  expect(report.changed[0]?.fields[1]).toEqual({
    path: 'spec.http[shop].route[old 80].weight',
    steps: ['spec', 'http', { name: 'shop' }, 'route', { host: 'old', number: 80 }, 'weight'],
    before: 90,
    after: 75,
  });
});

test('any object is the same as itself, and another one is not', () => {
  fc.assert(
    fc.property(manifests({ halfPairs: true }), fc.integer(), (object, marker) => {
      expect(isSame(diff([object], [structuredClone(object)]))).toBe(true);
      expect(isSame(diff([object], [{ ...object, marker }]))).toBe(false);
    }),
  );
});
