import { expect, test } from 'vitest';
import { splitIsRounded } from '../../../src/analyze/plan-rules/split-is-rounded.js';
import { canary, complete, prepare } from '../../../src/model/phase.js';
import { plan } from '../../../src/model/plan.js';
import { istio } from '../../../src/routers/istio.js';
import { setOf } from '../../routers/acme.js';

const fine = { ...istio(), name: 'fine', can: { ...istio().can, step: 1 } };

test('a share that is finer than the steps of a mechanism is said, with what it becomes', () => {
  const steps = plan(prepare(), canary(0.5), canary(12.75), canary(50), complete());

  expect(splitIsRounded(setOf(), [istio(), fine], steps)).toEqual([
    {
      rule: 'split-is-rounded',
      level: 'warning',
      message: 'acme/checkout, phase "canary-0-5": istio moves 0 % in place of 0.5 %; its steps are 1 %.',
      fix: 'Write a share that is a multiple of 1 %.',
      where: { migration: 'acme/checkout', phase: 'canary-0-5' },
    },
    {
      rule: 'split-is-rounded',
      level: 'warning',
      message: 'acme/checkout, phase "canary-12-75": istio moves 13 % in place of 12.75 %; its steps are 1 %.',
      fix: 'Write a share that is a multiple of 1 %.',
      where: { migration: 'acme/checkout', phase: 'canary-12-75' },
    },
  ]);
});

test('with one side left there is nothing to round', () => {
  expect(splitIsRounded(setOf({ sides: [{ id: 'new' }] }), [istio()], plan(canary(0.5)))).toEqual([]);
});
