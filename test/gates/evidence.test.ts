import { expect, it } from 'vitest';
import { evidence, isIntact } from '../../src/gates/evidence.js';
import { approval, errorRate } from '../../src/model/gate.js';

const props = {
  version: '1.2.3',
  migration: 'prod/acme/checkout',
  phase: 'canary-10',
  answered: [
    {
      gate: errorRate('< 1%'),
      verdict: {
        verdict: 'pass',
        value: 0.001,
        threshold: 0.01,
        samples: 30_000,
        window: '300s',
        queries: ['sum(rate(x[300s]))'],
        at: 0,
        why: 'It is 0.1 %.',
        link: 'https://prometheus.example/graph',
      },
    },
    { gate: approval('ops'), verdict: { verdict: 'pass', at: 1, why: 'ops has approved the request.' } },
  ],
} as const;

it('says what was asked and answered, and nothing of servers', async () => {
  const { hash, ...facts } = await evidence(props);

  expect(facts).toEqual({
    version: '1.2.3',
    migration: 'prod/acme/checkout',
    phase: 'canary-10',
    gates: [
      {
        gate: 'error-rate < 1 %',
        verdict: 'pass',
        value: 0.001,
        threshold: 0.01,
        samples: 30_000,
        window: '300s',
        queries: ['sum(rate(x[300s]))'],
        at: '1970-01-01T00:00:00.000Z',
        why: 'It is 0.1 %.',
      },
      {
        gate: 'approval by ops',
        verdict: 'pass',
        at: '1970-01-01T00:00:00.001Z',
        why: 'ops has approved the request.',
      },
    ],
  });
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
});

it('is the same for the same, survives JSON, and shows every change', async () => {
  const first = await evidence(props);
  const second = await evidence({ ...props, phase: 'canary-50', previous: first.hash });
  expect(await evidence(props)).toEqual(first);
  const read = JSON.parse(JSON.stringify(second));
  expect(await isIntact(read)).toBe(true);
  expect(await isIntact({ ...read, phase: 'complete' })).toBe(false);
  expect(await isIntact({ ...read, previous: '0'.repeat(64) })).toBe(false);
  const gates = [{ ...read.gates[0], samples: 1 }, read.gates[1]];
  expect(await isIntact({ ...read, gates })).toBe(false);
});
