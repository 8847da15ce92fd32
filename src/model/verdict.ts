import type { Where } from './finding.js';
import type { Json } from './manifest.js';

/**
 * What became of a field of somebody's manifest, from nothing lost to nothing done. `exact`: the same. `equivalent`: said
 * in another way, with the same answers as far as the note goes. `approximated`: a request may be answered otherwise; the
 * note has both sides. `unsupported`: known, and the target has no place for it. `unknown`: in no catalogue, such as a
 * misspelt name. `refused`: not even read.
 */
export const outcomes = ['exact', 'equivalent', 'approximated', 'unsupported', 'unknown', 'refused'] as const;

export type Outcome = (typeof outcomes)[number];

/** What became of one field. */
export interface Verdict {
  readonly outcome: Outcome;
  /** The field. */
  readonly where: Where;
  readonly value: Json;
  /** What to know, or what to do by hand; empty where there is nothing. */
  readonly note: string;
}

/** How bad an outcome is: 0 for `exact`. */
export function severity(outcome: Outcome): number {
  return outcomes.indexOf(outcome);
}
