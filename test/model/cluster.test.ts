import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast } from '../../src/model/cluster.js';
import { refusal } from './refusal.js';

test.each([
  ['1.22.0', '1.22', true],
  ['1.22', '1.22.0', true],
  ['1.21.9', '1.22', false],
  ['1.9', '1.22', false],
  ['2.0', '1.22', true],
  ['v1.28.3', '1.28', true],
  ['1.28.3-gke.100', '1.28.3', true],
  ['1.28.3+k3s1', '1.28.4', false],
])('%s is at least %s: %s', (version, least, expected) => {
  expect(atLeast(version, least)).toBe(expected);
});

test('of two versions one is at least the other, and both only when they are equal', () => {
  const version = fc.tuple(fc.nat(3), fc.nat(40), fc.nat(20)).map(numbers => numbers.join('.'));
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(atLeast(a, b) || atLeast(b, a)).toBe(true);
      expect(atLeast(a, b) && atLeast(b, a)).toBe(a === b);
    }),
  );
});

test.each(['', '1', 'latest', '1.x', '1.2.3.4', '1.28 '])('"%s" is no version', text => {
  expect(refusal(() => atLeast(text, '1.22'))).toEqual([
    `${JSON.stringify(text)} is no version.`,
    'Write it as "1.28" or "1.20.1".',
  ]);
});
