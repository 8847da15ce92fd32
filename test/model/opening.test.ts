import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freezeAt, openingAt, openTime } from '../../src/model/opening.js';
import { window } from '../../src/model/time-gate.js';

const at = (text: string): number => Date.parse(text);
const office = window('0 9 * * 1-4', { lasts: '8h', zone: 'Europe/Berlin' });

describe('a window', () => {
  test.each([
    ['2026-03-24T07:59:59Z', '2026-03-24T08:00:00Z'],
    ['2026-03-24T08:00:00Z', '2026-03-24T08:00:00Z'],
    ['2026-03-24T15:59:59Z', '2026-03-24T08:00:00Z'],
    ['2026-03-24T16:00:00Z', '2026-03-25T08:00:00Z'],
    // From Thursday to Monday, over the night in which clocks go forward.
    ['2026-03-26T16:00:00Z', '2026-03-30T07:00:00Z'],
    // And over the one in which they go back.
    ['2026-10-22T15:00:00Z', '2026-10-26T08:00:00Z'],
  ])('at %s opens, or is open since, %s', (time, start) => {
    expect(openingAt(office, at(time))).toEqual({ start: at(start), end: at(start) + 8 * 3_600_000 });
  });

  test('that never opens again has no opening', () => {
    expect(openingAt(window('0 0 31 2 *', { lasts: '1h' }), at('2026-01-01T00:00:00Z'))).toBeUndefined();
  });

  property.prop([fc.integer({ min: 0, max: 400 * 24 * 60 }), fc.integer({ min: 1, max: 30 })], { numRuns: 60 })(
    'is open exactly when one of its starts is no longer ago than it lasts',
    (minute, hours) => {
      const time = at('2026-01-01T00:00:00Z') + minute * 60_000;
      const gate = window('30 6,18 * * *', { lasts: `${hours}h` });
      const starts = [0, 1, 2, 3].flatMap(days =>
        ['06:30', '18:30'].map(clock =>
          at(`${new Date(time - days * 86_400_000).toISOString().slice(0, 10)}T${clock}:00Z`),
        ),
      );
      const isOpen = starts.some(start => start <= time && time < start + hours * 3_600_000);
      expect(openingAt(gate, time)!.start <= time).toBe(isOpen);
    },
  );
});

describe('the next time at which all is open', () => {
  const freeze = (start: string, end: string) => ({ start: at(start), end: at(end) });

  test('is now, when nothing stands in the way', () => {
    expect(openTime([], [], 5)).toBe(5);
    expect(openTime([office], [], at('2026-03-24T09:00:00Z'))).toBe(at('2026-03-24T09:00:00Z'));
  });

  test('is after every freeze that touches another, in an open window', () => {
    const freezes = [
      freeze('2026-12-20T00:00:00Z', '2026-12-27T00:00:00Z'),
      freeze('2026-12-26T00:00:00Z', '2027-01-04T09:30:00Z'),
    ];
    expect(freezeAt(freezes, at('2026-12-21T00:00:00Z'))!.end).toBe(at('2027-01-04T09:30:00Z'));
    expect(openTime([office], freezes, at('2026-12-21T10:00:00Z'))).toBe(at('2027-01-04T09:30:00Z'));
    expect(openTime([office], freezes, at('2026-12-19T10:00:00Z'))).toBe(at('2027-01-04T09:30:00Z'));
  });

  test('is in all windows at once, or never', () => {
    const noon = window('0 12 * * 2', { lasts: '1h' });
    expect(openTime([office, noon], [], at('2026-03-26T00:00:00Z'))).toBe(at('2026-03-31T12:00:00Z'));
    expect(openTime([office, window('0 3 * * *', { lasts: '1h' })], [], 0)).toBeUndefined();
  });
});
