import type { Cohort } from '../model/cohort.js';
import { type Plan, phaseOf } from '../model/plan.js';

export interface RolloutProps {
  /** The current phase, as a literal: it is what a phase advance edits. */
  readonly phase: string;
  /** The phases, in order. */
  readonly plan: Plan;
  /** Makes a share one of tenants: each is wholly on one side. @default a share of each tenant's requests */
  readonly cohort?: Cohort;
}

/** A phase and a plan that one migration of many tenants has in common. */
export interface Rollout extends RolloutProps {
  /** The migration's name in each tenant. */
  readonly name: string;
}

/**
 * One phase literal for a migration that many tenants take part in.
 * @param name the migration's name in each tenant
 * @throws UserError when the plan has no such phase.
 */
export function rollout(name: string, props: RolloutProps): Rollout {
  phaseOf(props.plan, props.phase, `rollout "${name}"`);
  return Object.freeze({ name, ...props });
}
