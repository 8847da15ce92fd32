import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL } from '../../src/model/share.js';
import { handOver, partsOf, roundSplit, type Split, sameSplit, split } from '../../src/model/split.js';
import { refusal } from './refusal.js';

const splits: fc.Arbitrary<Split> = fc.array(fc.nat(ALL), { maxLength: 7 }).map(cuts => {
  const at = [0, ...cuts.toSorted((a, b) => a - b), ALL];
  return split(at.slice(1).map((end, i) => ({ backend: `b${i}`, parts: end - at[i]! })));
});

const steps = fc.constantFrom(1, 2, 5, 10, 25, 50, 100, 125, 500, 1_000, 2_500, 5_000, ALL);

const sum = (of: Split): number => of.reduce((total, share) => total + share.parts, 0);

describe('a split', () => {
  test('is refused when a backend stands twice', () => {
    const twice = [
      { backend: 'a', parts: 5_000 },
      { backend: 'a', parts: 5_000 },
    ];

    expect(refusal(() => split(twice))).toEqual(['Backend "a" stands twice in one split.', 'Add its shares up.']);
  });

  test.each([-1, 0.5, 10_001, Number.NaN, Number.POSITIVE_INFINITY])('is refused with %s parts', parts => {
    expect(refusal(() => split([{ backend: 'a', parts }]))).toEqual([
      `"a" has ${parts} parts of 10000.`,
      'Give it a whole number from 0 to 10000.',
    ]);
  });

  test('is refused when it is more than all', () => {
    const more = [
      { backend: 'new', parts: 7_000 },
      { backend: 'spare', parts: 4_550 },
    ];

    expect(refusal(() => split(more))).toEqual([
      'new 70 % + spare 45.5 % = 115.5 % of the traffic.',
      'Take 15.5 % off one of them.',
    ]);
  });

  test('is refused when it is less than all', () => {
    expect(refusal(() => split([{ backend: 'new', parts: 9_999 }]))).toEqual([
      'new 99.99 % = 99.99 % of the traffic.',
      '0.01 % is missing.',
    ]);
    expect(refusal(() => split([]))).toEqual(['An empty split = 0 % of the traffic.', '100 % is missing.']);
  });

  test('cannot be changed', () => {
    const made = handOver('old', 'new', 2_500);

    expect(() => Object.assign(made[0]!, { parts: 1 })).toThrow(TypeError);
    expect(() => (made as unknown[]).push(1)).toThrow(TypeError);
  });
});

test('a hand-over gives the rest to the side that is left', () => {
  fc.assert(
    fc.property(fc.nat(ALL), moved => {
      const made = handOver('old', 'new', moved);

      expect([partsOf(made, 'old'), partsOf(made, 'new'), partsOf(made, 'nobody')]).toEqual([ALL - moved, moved, 0]);
      expect(sum(made)).toBe(ALL);
    }),
  );
});

test('two splits are the same when names, parts and order are', () => {
  const a = handOver('old', 'new', 2_500);

  expect(sameSplit(a, handOver('old', 'new', 2_500))).toBe(true);
  expect(sameSplit(a, a.toReversed())).toBe(false);
  expect(sameSplit(a, handOver('old', 'new', 2_501))).toBe(false);
  expect(sameSplit(a, handOver('old', 'other', 2_500))).toBe(false);
  expect(sameSplit(a, [])).toBe(false);
});

describe('rounding a split', () => {
  test('keeps the sum, the names and the order, and gives multiples of the step', () => {
    fc.assert(
      fc.property(splits, steps, (asked, step) => {
        const given = roundSplit(asked, step);

        expect(sum(given)).toBe(ALL);
        expect(given.map(share => share.backend)).toEqual(asked.map(share => share.backend));
        expect(given.filter(share => share.parts % step !== 0)).toEqual([]);
      }),
    );
  });

  test('moves every share by less than one step', () => {
    fc.assert(
      fc.property(splits, steps, (asked, step) => {
        const off = roundSplit(asked, step).map((share, i) => Math.abs(share.parts - asked[i]!.parts));

        expect(Math.max(...off)).toBeLessThan(step);
      }),
    );
  });

  test('changes nothing that is round already', () => {
    fc.assert(
      fc.property(splits, steps, (asked, step) => {
        const once = roundSplit(asked, step);

        expect(roundSplit(once, step)).toEqual(once);
      }),
    );
  });

  test('favours the largest remainder, and the earlier backend among equals', () => {
    const third = split([
      { backend: 'a', parts: 3_333 },
      { backend: 'b', parts: 3_333 },
      { backend: 'c', parts: 3_334 },
    ]);

    expect(roundSplit(third, 100).map(share => share.parts)).toEqual([3_300, 3_300, 3_400]);
    expect(roundSplit(handOver('old', 'new', 50), 100).map(share => share.parts)).toEqual([10_000, 0]);
  });
});
