import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/model/nearest.js';

const known = ['prepare', 'canary-5', 'canary-50', 'complete'];

test.each([
  ['canry-5', 'canary-5'],
  ['prepaer', 'prepare'],
  ['Complete', 'complete'],
  ['canary-55', 'canary-5'],
  ['completed', 'complete'],
  ['something', undefined],
  ['x', undefined],
  ['', undefined],
])('"%s" most likely means %s', (seen, meant) => {
  expect(nearest(seen, known)).toBe(meant);
});

test('a guess is a sentence with a space before it, and no guess is nothing', () => {
  expect(didYouMean('prepar', known)).toBe(' Did you mean "prepare"?');
  expect(didYouMean('something', known)).toBe('');
});

test('one slip of a finger in a long word is understood', () => {
  const slip = fc.tuple(fc.constantFrom(...known), fc.nat(6), fc.constantFrom('drop', 'double', 'swap'));
  fc.assert(
    fc.property(slip, ([word, at, kind]) => {
      const [before, here, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
      const seen = {
        drop: before + next + after,
        double: before + here + here + next + after,
        swap: before + next + here + after,
      };

      expect(nearest(seen[kind as keyof typeof seen], [word])).toBe(word);
    }),
  );
});
