import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { exactInterval } from '../../e2e/verdict/binomial.js';

/** P(X <= hits), term by term. */
function atMost(hits: number, trials: number, p: number): number {
  let term = trials * Math.log1p(-p);
  let sum = Math.exp(term);
  for (let k = 1; k <= hits; k++) {
    term += Math.log((trials - k + 1) / k) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(term);
  }
  return sum;
}

describe('the exact binomial interval', () => {
  test('nothing seen has a closed form: 1 - (tail)^(1/n)', () => {
    const { low, high } = exactInterval(0, 1_000, 0.999);

    expect(low).toBe(0);
    expect(high).toBeCloseTo(1 - 0.0005 ** (1 / 1_000), 12);
  });

  test('all seen is the mirror image of nothing seen', () => {
    expect(exactInterval(40, 40, 0.99).low).toBeCloseTo(1 - exactInterval(0, 40, 0.99).high, 12);
  });

  test('one of one says little: at a confidence of a half, a quarter or more', () => {
    const { low, high } = exactInterval(1, 1, 0.5);

    expect(low).toBeCloseTo(0.25, 12);
    expect(high).toBe(1);
  });

  property.prop([fc.integer({ min: 1, max: 400 }), fc.nat(), fc.constantFrom(0.9, 0.99, 0.999)])(
    'its ends are where the two tails hold exactly half of what the confidence leaves',
    (trials, seed, confidence) => {
      const hits = seed % (trials + 1);
      const { low, high } = exactInterval(hits, trials, confidence);
      const tail = (1 - confidence) / 2;

      if (hits > 0) expect(1 - atMost(hits - 1, trials, low)).toBeCloseTo(tail, 9);
      if (hits < trials) expect(atMost(hits, trials, high)).toBeCloseTo(tail, 9);
      expect(low).toBeLessThanOrEqual(hits / trials);
      expect(high).toBeGreaterThanOrEqual(hits / trials);
    },
  );

  test('it holds for counts as large as a walk makes them', () => {
    const { low, high } = exactInterval(25_000, 100_000, 0.999);

    expect(low).toBeGreaterThan(0.245);
    expect(high).toBeLessThan(0.255);
    expect(1 - atMost(24_999, 100_000, low)).toBeCloseTo(0.0005, 7);
  });

  test.each([
    [-1, 10],
    [11, 10],
    [0.5, 10],
    [0, 0],
  ])('%d of %d is refused', (hits, trials) => {
    expect(() => exactInterval(hits, trials, 0.999)).toThrow(RangeError);
  });
});
