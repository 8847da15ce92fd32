import type { Gate } from './gate.js';
import { didYouMean } from './nearest.js';
import type { Phase } from './phase.js';
import type { Pin } from './pin.js';
import { percentText } from './share.js';
import { UserError } from './user-error.js';

/** The phases of a migration, in order. */
export interface Plan {
  /** In order: a plan only goes forward. */
  readonly phases: readonly Phase[];
}

/**
 * Builds a plan.
 * @throws UserError when it is empty, two phases have one name, a share steps back, something follows a point of no
 * return that is none, or the old side is removed before all has moved.
 */
export function plan(...phases: readonly Phase[]): Plan {
  if (phases.length === 0) throw new UserError('A plan has no phases.', 'Start it with prepare().');
  let before: Phase | undefined;
  const names = new Set<string>();
  for (const phase of phases) {
    if (names.has(phase.name)) {
      throw new UserError(`Two phases are called "${phase.name}".`, 'Give one of them another name: { name: "…" }.');
    }
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(phase.name) || phase.name.length > 63) {
      throw new UserError(`"${phase.name}" is no name for a phase.`, 'Use lower case letters, digits and dashes.');
    }
    names.add(phase.name);
    if (before && phase.share < before.share) {
      throw new UserError(
        `Phase "${phase.name}" moves ${percentText(phase.share)}, less than "${before.name}" before it (${percentText(before.share)}).`,
        'A plan only goes forward; the way back is an earlier phase.',
      );
    }
    if (before?.irreversible && !phase.irreversible) {
      throw new UserError(
        `Phase "${phase.name}" follows "${before.name}", from which there is no way back.`,
        'Put points of no return last.',
      );
    }
    if (phase.kind === 'remove' && before?.kind !== 'complete' && before?.kind !== 'remove') {
      throw new UserError(
        `Phase "${phase.name}" removes the old side while it may still serve.`,
        'Put complete() before it, so that a sync has moved all requests first.',
      );
    }
    before = phase;
  }
  return Object.freeze({ phases: Object.freeze([...phases]) });
}

/** The same plan with somebody pinned in every phase that does not say its own pins. */
export function pinned(pins: readonly Pin[], to: Plan): Plan {
  return Object.freeze({ phases: Object.freeze(to.phases.map(phase => Object.freeze({ pins, ...phase }))) });
}

/** The same plan with gates before the end of every phase, besides its own: windows and freezes hold for a whole plan. */
export function gated(gates: readonly Gate[], to: Plan): Plan {
  const phases = to.phases.map(phase => Object.freeze({ ...phase, leave: [...phase.leave, ...gates] }));
  return Object.freeze({ phases: Object.freeze(phases) });
}

/**
 * The phase of a name.
 * @param where what has the plan, for the message: `acme/checkout`
 * @throws UserError when there is none.
 */
export function phaseOf(plan: Plan, name: string, where: string): Phase {
  const found = plan.phases.find(phase => phase.name === name);
  if (found) return found;
  const names = plan.phases.map(phase => phase.name);
  throw new UserError(
    `There is no phase ${JSON.stringify(name)} in ${where}.${didYouMean(String(name), names)}`,
    `Its phases are ${names.join(', ')}.`,
  );
}

/** The phase before, or `undefined` for the first. */
export function phaseBefore(plan: Plan, phase: Phase): Phase | undefined {
  return plan.phases[plan.phases.indexOf(phase) - 1];
}

/** The phase after, or `undefined` for the last. */
export function phaseAfter(plan: Plan, phase: Phase): Phase | undefined {
  const at = plan.phases.indexOf(phase);
  return at < 0 ? undefined : plan.phases[at + 1];
}
