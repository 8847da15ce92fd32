import { describe, expect, test } from 'vitest';
import { blocksOf, shows, stepsOf } from './blocks.js';

test('blocks of other languages are left alone, and a path names a file', () => {
  const blocks = blocksOf(
    '# A\n```sh\nls\n```\n```ts\n// src/a.ts\nlet a;\n```\n```ts fragment\nb\n```\n```yaml\n# a/b.yaml\n```\n',
  );

  expect(blocks).toEqual([
    { language: 'ts', line: 5, path: 'src/a.ts', fragment: false, code: '// src/a.ts\nlet a;\n' },
    { language: 'ts', line: 9, fragment: true, code: 'b\n' },
    { language: 'yaml', line: 12, path: 'a/b.yaml', fragment: false, code: '# a/b.yaml\n' },
  ]);
});

test('a dialogue is commands, each with what it prints', () => {
  const [block] = blocksOf('```console\n$ a b\none\n\ntwo\n$ c\n```\n');

  expect(stepsOf(block!)).toEqual([
    { command: 'a b', prints: 'one\n\ntwo' },
    { command: 'c', prints: '' },
  ]);
});

describe('what a document shows of an output', () => {
  test.each([
    ['a\nb', 'a\nb', true],
    ['a\nb', 'a\nc', false],
    ['a.', 'ab', false],
    ['since … ago', 'since 5 m ago', true],
    ['a\n…\nz', 'a\nm\nn\nz', true],
    ['a\n…', 'a\nb', true],
    ['a\n…', 'b', false],
    ['', '', true],
    ['', 'a', false],
  ])('%j of %j: %j', (shown, text, held) => {
    expect(shows(shown, text)).toBe(held);
  });
});
