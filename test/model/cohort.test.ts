import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketOf, hasMoved } from '../../src/model/cohort.js';
import { ALL, percent } from '../../src/model/share.js';

const COUNT = 100_000;

/** A random number that is the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = seeded(7);
const hex = (letters: number): string =>
  Array.from({ length: letters }, () => Math.floor(random() * 16).toString(16)).join('');

const populations: Readonly<Record<string, readonly string[]>> = {
  'numbered namespaces': Array.from({ length: COUNT }, (_, i) => `ns-${String(i).padStart(6, '0')}`),
  'names like UUIDs': Array.from({ length: COUNT }, () => [hex(8), hex(4), hex(4), hex(4), hex(12)].join('-')),
  'names that differ in their last letters': Array.from(
    { length: COUNT },
    (_, i) => `team-frontend-${i.toString(36).padStart(4, 'a')}`,
  ),
};

/**
 * Chi-square over equal cells. Its mean is cells - 1 and its deviation sqrt(2 (cells - 1)); five deviations off is one
 * chance in a million, and too even is as suspicious as too uneven.
 */
function deviations(counts: readonly number[], total: number): number {
  const expected = total / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const free = counts.length - 1;
  return Math.abs(chi - free) / Math.sqrt(2 * free);
}

function counted(names: readonly string[], cells: number, cellOf: (name: string) => number): readonly number[] {
  const counts = new Array<number>(cells).fill(0);
  for (const name of names) counts[cellOf(name)]!++;
  return counts;
}

describe.each(Object.entries(populations))('S14: %s', (_, names) => {
  test.each(['voiceassistant/api', 'sealos/terminal', ''])('spread evenly with the salt "%s"', salt => {
    const counts = counted(names, 1_000, name => Math.floor(bucketOf(name, salt) / 10));

    expect(deviations(counts, names.length)).toBeLessThan(5);
  });

  test('move in the share that the phase says', () => {
    for (const share of [5, 10, 25, 40, 50, 75, 90, 95]) {
      const moved = names.filter(name => hasMoved(name, percent(share), { salt: 'sealos/all' })).length;

      // Five standard deviations of a binomial count.
      const p = share / 100;
      expect(Math.abs(moved - COUNT * p)).toBeLessThan(5 * Math.sqrt(COUNT * p * (1 - p)));
    }
  });

  test('are spread by two salts independently', () => {
    const cell = (name: string, salt: string): number => Math.floor(bucketOf(name, salt) / 500);
    const counts = counted(names, 400, name => cell(name, 'one') * 20 + cell(name, 'two'));

    expect(deviations(counts, names.length)).toBeLessThan(5);
  });
});

// Checked against a second implementation of the same hash.
test('places are pinned: another version of Sluice moves nobody back', () => {
  expect([
    bucketOf('ns-000001', 'sealos/terminal'),
    bucketOf('ns-000002', 'sealos/terminal'),
    bucketOf('ns-000001', 'sealos/db-adminer'),
    bucketOf('', ''),
    bucketOf('租户', 'sealos/terminal'),
  ]).toEqual([8_612, 8_743, 2_238, 213, 3_638]);
});

describe('a cohort', () => {
  const member = fc.string({ minLength: 1, maxLength: 12 });
  const cohort = fc.record({ salt: fc.string(), pins: fc.array(member), optOuts: fc.array(member) });

  test('only grows with the share', () => {
    fc.assert(
      fc.property(member, cohort, fc.nat(ALL), fc.nat(ALL), (who, of, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];

        if (hasMoved(who, less, of)) expect(hasMoved(who, more, of)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('holds nobody at 0 % and everybody at 100 %, pins and opt-outs too', () => {
    fc.assert(
      fc.property(member, cohort, (who, of) => {
        const both = { ...of, pins: [...of.pins, who], optOuts: [...of.optOuts, who] };

        expect([hasMoved(who, 0, both), hasMoved(who, ALL, both)]).toEqual([false, true]);
      }),
    );
  });

  test('holds its pins from the first part on, and its opt-outs only at the end', () => {
    fc.assert(
      fc.property(member, fc.integer({ min: 1, max: ALL - 1 }), (who, moved) => {
        expect(hasMoved(who, moved, { salt: 's', pins: [who] })).toBe(true);
        expect(hasMoved(who, moved, { salt: 's', optOuts: [who] })).toBe(false);
        expect(hasMoved(who, moved, { salt: 's', pins: [who], optOuts: [who] })).toBe(false);
      }),
    );
  });
});
