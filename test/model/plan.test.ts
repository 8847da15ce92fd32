import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approval, check } from '../../src/model/gate.js';
import { canary, complete, type Phase, prepare, remove } from '../../src/model/phase.js';
import { pin } from '../../src/model/pin.js';
import { gated, phaseAfter, phaseBefore, phaseOf, pinned, plan } from '../../src/model/plan.js';
import { percent } from '../../src/model/share.js';
import { refusal } from './refusal.js';

const whole = plan(
  prepare({ soak: '1w' }),
  canary(5, { soak: '3d' }),
  canary(12.5),
  complete({ soak: '2w' }),
  remove('apisix', { irreversible: true }),
);

describe('a plan is refused', () => {
  test.each<[string, () => unknown, readonly [string, string]]>([
    ['without phases', () => plan(), ['A plan has no phases.', 'Start it with prepare().']],
    [
      'when two phases have one name',
      () => plan(canary(5), canary(5)),
      ['Two phases are called "canary-5".', 'Give one of them another name: { name: "…" }.'],
    ],
    [
      'when a phase has no proper name',
      () => plan(prepare({ name: 'Half way' })),
      ['"Half way" is no name for a phase.', 'Use lower case letters, digits and dashes.'],
    ],
    [
      'when a name is longer than a label',
      () => plan(prepare({ name: 'a'.repeat(64) })),
      [`"${'a'.repeat(64)}" is no name for a phase.`, 'Use lower case letters, digits and dashes.'],
    ],
    [
      'when a share steps back',
      () => plan(canary(50), canary(25)),
      [
        'Phase "canary-25" moves 25 %, less than "canary-50" before it (50 %).',
        'A plan only goes forward; the way back is an earlier phase.',
      ],
    ],
    [
      'when something follows a point of no return',
      () => plan(complete(), remove('apisix', { irreversible: true }), complete({ name: 'again' })),
      ['Phase "again" follows "remove-apisix", from which there is no way back.', 'Put points of no return last.'],
    ],
    [
      'when the old side goes while it may still serve',
      () => plan(canary(100), remove('apisix', { irreversible: true })),
      [
        'Phase "remove-apisix" removes the old side while it may still serve.',
        'Put complete() before it, so that a sync has moved all requests first.',
      ],
    ],
  ])('%s', (_, build, expected) => {
    expect(refusal(build)).toEqual(expected);
  });

  test('when a share is none', () => {
    expect(refusal(() => canary(101))[0]).toBe('A share of 101 % is not between 0 and 100 %.');
  });
});

test('phases are named after what they do', () => {
  expect(whole.phases.map(phase => [phase.name, phase.share])).toEqual([
    ['prepare', 0],
    ['canary-5', 500],
    ['canary-12-5', 1_250],
    ['complete', 10_000],
    ['remove-apisix', 10_000],
  ]);
});

test('a phase is found by its name, and one that is not there gets the likely one', () => {
  expect(phaseOf(whole, 'canary-5', 'acme/checkout')).toBe(whole.phases[1]);
  expect(refusal(() => phaseOf(whole, 'canry-5', 'acme/checkout'))).toEqual([
    'There is no phase "canry-5" in acme/checkout. Did you mean "canary-5"?',
    'Its phases are prepare, canary-5, canary-12-5, complete, remove-apisix.',
  ]);
});

test('the phase before the phase after is the phase itself', () => {
  const shares = fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1 })
    .map(of => of.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(shares, of => {
      const made = plan(prepare(), ...of.map(share => canary(share)), complete());
      const inner = made.phases.slice(1, -1);

      for (const phase of inner) {
        expect(phaseBefore(made, phaseAfter(made, phase)!)).toBe(phase);
        expect(phaseAfter(made, phaseBefore(made, phase)!)).toBe(phase);
      }
      expect(phaseBefore(made, made.phases[0]!)).toBeUndefined();
      expect(phaseAfter(made, made.phases.at(-1)!)).toBeUndefined();
    }),
  );
});

test('a phase of another plan has no neighbours', () => {
  expect([phaseBefore(whole, prepare({ name: 'x' })), phaseAfter(whole, prepare({ name: 'x' }))]).toEqual([
    undefined,
    undefined,
  ]);
});

test('pins of the plan hold where a phase says none of its own', () => {
  const [mine, own] = [[pin.header('x-canary', '1')], [pin.header('x-own', '1')]];

  const made = pinned(mine, plan(prepare(), canary(5, { pins: own }), canary(10, { pins: [] })));

  expect(made.phases.map((phase: Phase) => phase.pins)).toEqual([mine, own, []]);
});

test('gates of the plan hold in every phase, after its own', () => {
  const [mine, own] = [approval('ops'), check('answers')];

  const made = gated([mine], plan(prepare(), canary(5, { leave: [own] })));

  expect(made.phases.map((phase: Phase) => phase.leave)).toEqual([[mine], [own, mine]]);
});

test('a plan cannot be changed', () => {
  expect(() => (whole.phases as Phase[]).pop()).toThrow(TypeError);
  expect(() => Object.assign(whole.phases[0]!, { share: percent(50) })).toThrow(TypeError);
});
