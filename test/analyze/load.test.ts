import { fc, test as property } from '@fast-check/vitest';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { load } from '../../src/analyze/load.js';
import { Locator } from '../../src/analyze/locate.js';
import { titleOf } from '../../src/model/manifest.js';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

const objects = (text: string) => [...load(text, 'a.yaml')].flatMap(one => ('object' in one ? [one.object] : []));
const findings = (text: string) => [...load(text, 'a.yaml')].flatMap(one => ('finding' in one ? [one.finding] : []));
const said = (text: string) => findings(text).map(({ where, message }) => `${where.line}:${where.column} ${message}`);

describe('the objects of a file', () => {
  test('come document by document, numbered, and empty documents do not count', () => {
    const text = `# first\n---\n${head}---\n# nothing\n---\n${head.replace('name: a', 'name: b')}...\n`;

    expect(objects(text).map(({ manifest, where }) => [titleOf(manifest), where.document])).toEqual([
      ['ConfigMap a', 0],
      ['ConfigMap b', 1],
    ]);
  });

  test('come out of lists and of JSON', () => {
    const item = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'n' } };

    expect(objects(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item, item] })).length).toBe(2);
    expect(objects(`${JSON.stringify(item, null, '\t')}\n`).map(({ manifest }) => manifest)).toEqual([item]);
  });

  // What sigs.k8s.io/yaml v1.6.0 makes of the same words.
  test.each([
    ['yes', true],
    ['on', true],
    ['y', true],
    ['N', false],
    ['Off', false],
    ['~', null],
    ['0777', 511],
    ['0o17', 15],
    ['0x1F', 31],
    ['1_000', 1000],
    ['1:20', '1:20'],
    ['1e3', 1000],
    ['1e3.0', '1e3.0'],
    ['.5', 0.5],
    ['2001-01-01', '2001-01-01'],
    ['0b11', 3],
    ['+1', 1],
    ['012', 10],
    ['e2706976', 'e2706976'],
    ['035e2982', '035e2982'],
    ['=', '='],
    ['1.', 1],
    ['-0', 0],
    ['1__0', 10],
    ['-0x1', -1],
    ['0b', '0b'],
    ['08', 8],
    ['09.5', 9.5],
    ['1e400', '1e400'],
    ['nan', 'nan'],
    ['True', true],
  ])('hold the word %s as kubectl reads it', (word, value) => {
    expect(objects(`${head}data: { word: ${word} }\n`)[0]?.manifest['data']).toEqual({ word: value });
  });

  test('may merge maps', () => {
    const text = `${head}data: &d { a: b }\nmore: { <<: *d, c: d }\n`;

    expect(objects(text)[0]?.manifest['more']).toEqual({ a: 'b', c: 'd' });
  });
});

describe('what is no object', () => {
  test('a syntax error is found at its place, and does not hide the other documents', () => {
    const text = `${head}---\na: [1\n---\n${head}`;

    expect(said(text)).toEqual([expect.stringMatching(/^[56]:\d+ The file is no valid YAML here: .*\.$/)]);
    expect(objects(text)).toHaveLength(2);
  });

  test('a key that stands twice is found, in YAML and in JSON', () => {
    expect(said('a: 1\na: 2\n')).toEqual(['2:1 The file is no valid YAML here: duplicated mapping key.']);
    expect(said('{"a": 1, "a": 2}')).toEqual([expect.stringContaining('duplicated mapping key')]);
  });

  test('each thing that an object lacks has its own words', () => {
    const messages = (text: string) => findings(text).map(({ message }) => message);

    expect(messages('- 1\n')).toEqual(['The document holds a list, and no object.']);
    expect(messages('hello\n')).toEqual(['The document holds a string, and no object.']);
    expect(messages('kind: A\n')).toEqual(['The document has no apiVersion, so it is no Kubernetes object.']);
    expect(messages('apiVersion: 1\nkind: A\n')).toEqual([
      'The document names its apiVersion with something that is no text, so it is no Kubernetes object.',
    ]);
    expect(messages('apiVersion: v1\nkind: A\n')).toEqual(['The A has no metadata.']);
    expect(messages('apiVersion: v1\nkind: A\nmetadata: {}\n')).toEqual(['The A has no name.']);
    expect(messages('apiVersion: v1\nkind: A\nmetadata: { name: 5 }\n')).toEqual(['The A has no name.']);
    expect(messages('a: .inf\n')).toEqual(['The document is no valid YAML: .inf is no number that JSON has.']);
  });

  test('an alias that contains itself, one that stands for too much, and deep nesting are refused at once', () => {
    const laughs = 'bcdefghijk'
      .split('')
      .map((to, i) => `${to}: &${to} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(', ')}]`);

    expect(said(`${head}data: &a [*a]\n`)).toEqual(['1:1 The document cannot be read: an alias contains itself.']);
    expect(said(`${head}a: &a [${Array(9).fill('x').join(', ')}]\n${laughs.join('\n')}\n`)).toEqual([
      expect.stringMatching(/^1:1 The document cannot be read: its aliases make \d+ values out of \d+\.$/),
    ]);
    expect(said(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toHaveLength(1);
    expect(said(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)).toHaveLength(1);
  });

  test('a file of more than 100 MiB is not read', () => {
    expect(findings('a'.repeat(101 * 1024 * 1024))[0]?.message).toBe('The file has 101.0 MiB; up to 100 MiB are read.');
  });

  property.prop([fc.string({ unit: 'binary', maxLength: 80 })], { numRuns: 2000 })(
    'any text ends in objects or findings',
    text => {
      for (const one of load(text, 'a.yaml')) expect('object' in one || one.finding.message.length > 0).toBe(true);
    },
  );

  const yamlish = fc.array(
    fc.constantFrom(
      'a: ',
      '- ',
      '\n',
      '  ',
      '---\n',
      '&x ',
      '*x',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|\n',
      '<<: ',
      '!!int ',
      '? ',
      ': ',
      '#',
      '1',
      '%YAML 1.2\n',
      '...\n',
      '\t',
      '\ufeff',
    ),
    { maxLength: 40 },
  );
  property.prop([yamlish], { numRuns: 5000 })('any mix of what YAML is made of ends in objects or findings', parts => {
    for (const one of load(parts.join(''), 'a.yaml'))
      expect('object' in one || one.finding.message.length > 0).toBe(true);
  });
});

describe('a place in a file', () => {
  const text = `# c\n---\n${head}---\n${head}data:\n  list:\n    - a: 1\n      "b c": 2\n`;
  const at = (document: number, ...path: (string | number)[]) => new Locator(text).locate({ document, path });

  test('is the key at the end of the path', () => {
    expect(at(0, 'kind')).toEqual({ line: 4, column: 1 });
    expect(at(1, 'data', 'list', 0, 'b c')).toEqual({ line: 13, column: 7 });
    expect(at(1, 'data', 'list', 0)).toEqual({ line: 12, column: 7 });
  });

  test('of a field that is not there is the deepest one above it', () => {
    expect(at(1, 'data', 'list', 4, 'x')).toEqual({ line: 11, column: 3 });
    expect(at(1)).toEqual({ line: 7, column: 1 });
    expect(at(7)).toBeUndefined();
  });

  test('in an item of a list of objects is found by its title', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- kind: A\n  metadata: { name: a }\n- kind: B\n  metadata: { name: b }\n  spec: 1\n';

    expect(new Locator(list).locate({ object: 'B b', path: ['spec'] })).toEqual({ line: 8, column: 3 });
  });

  property.prop([fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 4 })])(
    'of every document that is read can be found',
    values => {
      const all = values.map(value => `---\n${dump({ value })}`).join('');

      values.forEach((_, document) => {
        const place = new Locator(all).locate({ document, path: ['value'] });
        expect(all.split('\n')[place!.line - 1]?.slice(place!.column - 1)).toMatch(/^value:/);
      });
    },
  );
});
