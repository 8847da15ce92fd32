import fc from 'fast-check';
import { expect, test } from 'vitest';
import { humanDuration, milliseconds, secondsDuration } from '../../src/model/duration.js';
import { refusal } from './refusal.js';

const WAY_OUT = 'Write a number and a unit (w, d, h, m, s, ms): "30m", "1h30m", "2w", "0s".';

test.each([
  ['0s', 0],
  ['250ms', 250],
  ['30m', 1_800_000],
  ['1h30m', 5_400_000],
  ['2w', 1_209_600_000],
  ['1.1m', 66_000],
  ['1m30s', 90_000],
])('%s is %d milliseconds', (text, expected) => {
  expect(milliseconds(text)).toBe(expected);
});

test('what is written for people reads back as the same length', () => {
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), length => {
      expect(milliseconds(humanDuration(length))).toBe(length);
    }),
  );
  expect([0, 90_000, 777_600_000, 1_001].map(humanDuration)).toEqual(['0s', '1m30s', '1w2d', '1s1ms']);
});

test('what is written for manifests reads back as the same length', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), length => {
      const text = secondsDuration(length);

      expect(text).toMatch(/^\d+(s|ms)$/);
      expect(milliseconds(text)).toBe(length);
    }),
  );
});

test.each(['', '10', 's', '-1s', '1y', '1 h', '1h ', '1,5h', '1e3s', 'PT1H'])('"%s" is refused', text => {
  expect(refusal(() => milliseconds(text))).toEqual([`${JSON.stringify(text)} is no duration.`, WAY_OUT]);
});

test('what is no text is refused with what was seen', () => {
  expect(refusal(() => milliseconds(30 as unknown as string))).toEqual(['30 is no duration.', WAY_OUT]);
});

test('a part of a millisecond is refused', () => {
  expect(refusal(() => milliseconds('0.5ms'))).toEqual(['"0.5ms" is no whole number of milliseconds.', WAY_OUT]);
  expect(refusal(() => milliseconds('99999999999w'))).toEqual([
    '"99999999999w" is no whole number of milliseconds.',
    WAY_OUT,
  ]);
});
