import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL, percent, percentText } from '../../src/model/share.js';
import { refusal } from './refusal.js';

test('every share of two decimals is read exactly and written as it was', () => {
  for (let parts = 0; parts <= ALL; parts++) {
    expect(percent(parts / 100)).toBe(parts);
    expect(percent(Number.parseFloat((parts / 100).toFixed(2)))).toBe(parts);
  }
  expect([percentText(2_500), percentText(50), percentText(3_333), percentText(0)]).toEqual([
    '25 %',
    '0.5 %',
    '33.33 %',
    '0 %',
  ]);
});

test.each([-1, 100.01, Number.NaN, Number.POSITIVE_INFINITY])('a share of %s %% is refused', of => {
  expect(refusal(() => percent(of))).toEqual([
    `A share of ${of} % is not between 0 and 100 %.`,
    'Write a number from 0 to 100.',
  ]);
});

test('a share finer than 0.01 % is refused, however small the rest is', () => {
  expect(refusal(() => percent(33.333))).toEqual(['A share of 33.333 % is finer than 0.01 %.', 'Write 33.33.']);
  expect(refusal(() => percent(1e-12))).toEqual(['A share of 1e-12 % is finer than 0.01 %.', 'Write 0.']);
});

test('a share is never rounded in silence', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), of => {
      const exact = Math.round(of * 100) / 100 === of;

      expect(refusal(() => percent(of)) === 'accepted').toBe(exact);
    }),
  );
});
