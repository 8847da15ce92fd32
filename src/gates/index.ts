import type { Gate } from '../model/gate.js';
import type { GateVerdict } from '../model/gate-verdict.js';
import type { Phase } from '../model/phase.js';
import { approval } from './approval.js';

import { check } from './check.js';
import { freeze } from './freeze.js';
import type { GateKind, Situation } from './gate-kind.js';
import { metric } from './metric.js';
import { soak } from './soak.js';
import { synced } from './synced.js';
import { window } from './window.js';

/** Every kind of gate, one for each kind of data. */
const kinds: { readonly [K in Gate['kind']]: GateKind<Extract<Gate, { readonly kind: K }>> } = {
  soak,
  metric,
  synced,
  check,
  window,
  freeze,
  approval,
};

/** A gate and what it answered. */
export interface Answered {
  readonly gate: Gate;
  readonly verdict: GateVerdict;
}

/** All that has to hold before a phase may be left: its soak, then its gates. */
export function gatesOf(phase: Phase): readonly Gate[] {
  return phase.soak > 0 ? [{ kind: 'soak', lasts: phase.soak }, ...phase.leave] : phase.leave;
}

/** Asks one gate. */
export function askGate<K extends Gate['kind']>(
  gate: Extract<Gate, { readonly kind: K }>,
  situation: Situation,
): Promise<GateVerdict> {
  const kind = kinds[gate.kind as K] as GateKind<Extract<Gate, { readonly kind: K }>>;
  return kind.ask(gate, situation);
}

/** Asks gates one after another, so that no server is asked many things at once. */
export async function askGates(gates: readonly Gate[], situation: Situation): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const gate of gates) answered.push({ gate, verdict: await askGate(gate, situation) });
  return answered;
}
