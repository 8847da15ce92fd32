import { holdAt } from '../git/hold.js';
import { phaseSince } from '../git/phase-since.js';
import { humanDuration } from '../model/duration.js';
import { gateText } from '../model/gate.js';
import type { Phase } from '../model/phase.js';
import { phaseOf } from '../model/plan.js';
import type { GateEvidence } from '../report/request-body.js';
import { fileOf } from '../report/status.js';
import type { Migration } from '../routers/migration.js';
import type { World } from '../world.js';
import type { Base } from './base.js';
import { groupKey } from './phase-change.js';

/** Why a phase may not be left yet, and what opens the way. */
export interface Closed {
  readonly why: string;
  readonly wayOut: string;
}

export interface Permissions {
  /** Steps over phases of the plan, for this reason. */
  readonly skip?: string;
  /** Somebody has looked at the gates that cannot be asked from here, and says so. */
  readonly gatesSeen?: string;
  /** The word that a point of no return asks for. */
  readonly irreversible?: boolean;
}

const STOP = '.sluice/stop';

/** Everything that stands in the way from one phase to another; nothing when the way is open. */
export async function closedBy(
  world: World,
  { repository, tip, project, prefix }: Base,
  group: readonly Migration[],
  to: Phase,
  permissions: Permissions,
): Promise<readonly Closed[]> {
  const key = groupKey(group);
  const { plan, phase } = group[0]!;
  const from = phaseOf(plan, phase, key);
  const closed: Closed[] = [];
  const stop = await repository.fileAt(tip, STOP);
  if (stop !== undefined)
    closed.push({ why: `${STOP} stops every advance: ${stop.trim()}`, wayOut: `Remove ${STOP}.` });
  const held = await holdAt(repository, tip, key);
  if (held !== undefined) closed.push({ why: `${key} is held: ${held}`, wayOut: `sluice resume ${key}` });
  const steps = plan.phases.indexOf(to) - plan.phases.indexOf(from);
  if (steps < 1)
    closed.push({
      why: `"${to.name}" does not come after "${from.name}".`,
      wayOut: `sluice rollback ${key} --to ${to.name}`,
    });
  if (steps > 1 && permissions.skip === undefined) {
    const skipped = plan.phases.slice(plan.phases.indexOf(from) + 1, plan.phases.indexOf(to)).map(({ name }) => name);
    closed.push({
      why: `"${to.name}" skips ${skipped.join(', ')}.`,
      wayOut: 'Say why with --skip "<reason>", or go one phase at a time.',
    });
  }
  if (to.irreversible && !permissions.irreversible) {
    closed.push({ why: `There is no way back from "${to.name}".`, wayOut: 'Say so with --irreversible.' });
  }
  const file = fileOf(group);
  const since = file && (await phaseSince(repository, tip, `${prefix}${project.dist}/${file}`));
  if (!since || since.phase !== phase) {
    if (from.soak > 0)
      closed.push({
        why: `Nobody knows since when "${phase}" lasts: dist does not say it.`,
        wayOut: 'Merge what `sluice synth` writes.',
      });
  } else if (since.time + from.soak > world.now()) {
    const left = humanDuration(Math.ceil((since.time + from.soak - world.now()) / 60_000) * 60_000);
    closed.push({
      why: `"${phase}" has to last ${humanDuration(from.soak)}, ${left} more.`,
      wayOut: `Come back after ${new Date(since.time + from.soak).toISOString()}.`,
    });
  }
  const unknown = gatesOf(from, permissions).filter(({ verdict }) => verdict !== 'pass');
  for (const { gate, verdict } of unknown) {
    if (permissions.gatesSeen !== undefined) break;
    closed.push({
      why: `Gate "${gate}" is ${verdict}: nothing here can ask it.`,
      wayOut: 'Look, and say what you saw with --gates-seen "<what>".',
    });
  }
  return closed;
}

/** What the gates of the phase that is left say. What is not asked is unknown, and unknown never passes by itself. */
export function gatesOf(from: Phase, { gatesSeen }: Permissions): readonly GateEvidence[] {
  const why = gatesSeen === undefined ? 'not asked' : `not asked; the author says: ${gatesSeen}`;
  return from.leave.map(gate => ({ gate: gateText(gate), verdict: 'unknown', why }));
}
