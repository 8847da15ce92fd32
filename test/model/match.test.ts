import { expect, test } from 'vitest';
import { path, text } from '../../src/model/match.js';
import { refusal } from './refusal.js';

test('a path match says its kind', () => {
  expect([path.exact('/a'), path.prefix('/a'), path.text('/a'), path.regex('/a+')].map(match => match.path)).toEqual([
    { kind: 'exact', value: '/a' },
    { kind: 'prefix', value: '/a' },
    { kind: 'text', value: '/a' },
    { kind: 'regex', value: '/a+' },
  ]);
});

test('a slash at the end means nothing to a prefix, and something to the others', () => {
  expect(
    [path.prefix('/a/'), path.prefix('/'), path.exact('/a/'), path.text('/a/')].map(match => match.path?.value),
  ).toEqual(['/a', '/', '/a/', '/a/']);
});

test.each(['exact', 'prefix', 'text'] as const)('%s paths begin with a slash', kind => {
  expect(refusal(() => path[kind]('api'))).toEqual(['Path "api" does not begin with a slash.', 'Write "/api".']);
});

test('an empty regular expression is refused', () => {
  expect(refusal(() => path.regex(''))).toEqual(['A path regex is empty.', 'Write path.prefix("/") for any path.']);
});

test('a text match says its kind', () => {
  expect([text.exact('a'), text.prefix('a'), text.regex('a+'), text.present()]).toEqual([
    { kind: 'exact', value: 'a' },
    { kind: 'prefix', value: 'a' },
    { kind: 'regex', value: 'a+' },
    { kind: 'present' },
  ]);
});
