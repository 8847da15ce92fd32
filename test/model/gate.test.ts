import { describe, expect, test } from 'vitest';
import { approval, availability, check, errorRate, gateText, latency, synced } from '../../src/model/gate.js';
import { refusal } from './refusal.js';

describe('a condition', () => {
  test.each([
    [
      errorRate('< 1%'),
      { metric: 'error-rate', compare: '<', threshold: 0.01, relativeTo: 'none' },
      'error-rate < 1 %',
    ],
    [errorRate('>0.1 %'), { metric: 'error-rate', compare: '>', threshold: 0.001 }, 'error-rate > 0.1 %'],
    [availability('>= 99.9%'), { metric: 'availability', compare: '>=', threshold: 0.999 }, 'availability >= 99.9 %'],
    [latency('p95', '<= 150ms'), { metric: 'latency-p95', threshold: 150 }, 'latency-p95 <= 150 ms'],
    [latency('p99', '< 0.07s'), { metric: 'latency-p99', threshold: 70 }, 'latency-p99 < 70 ms'],
    [latency('p50', '< 2s'), { metric: 'latency-p50', threshold: 2_000 }, 'latency-p50 < 2000 ms'],
    [latency('p95', '<= +15%'), { threshold: 0.15, relativeTo: 'baseline' }, 'latency-p95 <= +15 %'],
    [latency('p95', '< 25%'), { threshold: 0.25, relativeTo: 'baseline' }, 'latency-p95 < +25 %'],
    [latency('p95', '< -5%'), { threshold: -0.05, relativeTo: 'baseline' }, 'latency-p95 < -5 %'],
    [
      errorRate('<= baseline + 0.2%'),
      { metric: 'error-rate', compare: '<=', threshold: 0.002, relativeTo: 'difference' },
      'error-rate <= baseline + 0.2 %',
    ],
    [
      availability('>=baseline-0.1 %', { samples: 9 }),
      { compare: '>=', threshold: -0.001, relativeTo: 'difference', samples: 9 },
      'availability >= baseline - 0.1 %',
    ],
  ] as const)('%# is read and said', (gate, expected, text) => {
    expect(gate).toMatchObject(expected);
    expect(gateText(gate)).toBe(text);
  });

  test('holds over 5 minutes and 1000 requests unless it says otherwise', () => {
    expect(errorRate('< 1%')).toMatchObject({ samples: 1_000, window: 300_000 });
    expect(errorRate('< 1%', { samples: 5, window: '1h' })).toMatchObject({ samples: 5, window: 3_600_000 });
  });

  test.each(['', '1%', '< 1', '< one%', '= 1%', '< 1%%', '< 1.%', '< 1ms', '<> 1%'])('"%s" is refused', text => {
    expect(refusal(() => errorRate(text))).toEqual([
      `${JSON.stringify(text)} is no condition on error-rate.`,
      'Write a comparison, a number and a unit (%): "< 1%".',
    ]);
  });

  test('of a latency has three units', () => {
    expect(refusal(() => latency('p95', '< 1h'))).toEqual([
      '"< 1h" is no condition on latency-p95.',
      'Write a comparison, a number and a unit (ms, s, %): "< 1ms".',
    ]);
  });

  test.each(['< +1%', '> -1%'])('"%s" has a sign, which only a change has', text => {
    expect(refusal(() => errorRate(text))).toEqual([`"${text}" has a sign.`, 'Only a change of a latency has one.']);
    expect(refusal(() => latency('p95', '< +1ms'))[0]).toBe('"< +1ms" has a sign.');
  });

  test.each([0, -1, 1.5, Number.NaN])('over %s samples is refused', samples => {
    expect(refusal(() => errorRate('< 1%', { samples }))).toEqual([
      `A verdict on ${samples} samples says nothing.`,
      'Write a whole number from 1.',
    ]);
  });
});

test('other gates are said by who and what', () => {
  const gates = [approval('platform-team'), check('gateway-answers'), synced(), synced('prod.acme')];
  expect(gates.map(gateText)).toEqual([
    'approval by platform-team',
    'check gateway-answers',
    'Argo CD has synced',
    'Argo CD has synced prod.acme',
  ]);
});
