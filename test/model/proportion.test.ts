import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference, wilson } from '../../src/model/proportion.js';

describe("Wilson's interval", () => {
  // Published in https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C857::AID-SIM777%3E3.0.CO;2-E, table I.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is from %f to %f', (events, samples, low, high) => {
    const interval = wilson(events, samples);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  property.prop([fc.integer({ min: 1, max: 1e7 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'holds the share itself, stays between 0 and 1, and is narrower with more samples',
    (samples, share) => {
      const few = wilson(share * samples, samples);
      const many = wilson(share * samples * 4, samples * 4);
      expect(few.low).toBeGreaterThanOrEqual(0);
      expect(few.low).toBeLessThanOrEqual(share + 1e-12);
      expect(few.high).toBeGreaterThanOrEqual(share - 1e-12);
      expect(few.high).toBeLessThanOrEqual(1);
      expect(many.high - many.low).toBeLessThan(few.high - few.low);
    },
  );
});

describe('the difference of two proportions', () => {
  // Published in https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('%i in %i less %i in %i is from %f to %f', (a, m, b, n, low, high) => {
    const interval = difference({ events: a, samples: m }, { events: b, samples: n });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  property.prop([fc.nat(1_000), fc.nat(1_000)])('turns round with its sides', (a, b) => {
    const [x, y] = [
      { events: a, samples: 1_000 },
      { events: b, samples: 1_000 },
    ];
    expect(difference(x, y).low).toBeCloseTo(-difference(y, x).high, 12);
  });
});
