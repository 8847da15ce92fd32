import type { Cluster } from '../model/cluster.js';
import { type Cohort, hasMoved } from '../model/cohort.js';
import type { Gateway } from '../model/gateway.js';
import type { Manifest } from '../model/manifest.js';
import type { Phase } from '../model/phase.js';
import { type Plan, phaseBefore, phaseOf } from '../model/plan.js';
import type { Route } from '../model/route.js';
import type { RouteSet, Side } from '../model/route-set.js';
import { ALL, type Parts } from '../model/share.js';
import { handOver, roundSplit, type Split, split } from '../model/split.js';
import type { Tenant } from '../model/tenant.js';
import type { Router } from './router.js';

/** Routes that move from one side to another by a plan, in one tenant. */
export interface Migration {
  readonly name: string;
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly gateways: readonly Gateway[];
  readonly routes: readonly Route[];
  readonly from: Side;
  readonly to: Side;
  readonly by: Router;
  readonly plan: Plan;
  /** The current phase's name. */
  readonly phase: string;
  /** Present where a percentage means tenants: each is wholly on one side. */
  readonly cohort?: Cohort;
}

/** What a migration asks of its router in one phase. */
export interface State {
  readonly set: RouteSet;
  /** What the plan wants. */
  readonly wanted: Split;
  /** What the router can express; other than `wanted` only where its steps are too wide. */
  readonly split: Split;
}

/** `prod/acme/checkout`: how commands and reports name a migration. */
export function migrationKey(migration: Pick<Migration, 'name' | 'cluster' | 'tenant'>): string {
  return `${migration.cluster.name}/${migration.tenant.name}/${migration.name}`;
}

/** The share of this tenant's requests that has moved in a phase. */
function movedIn(migration: Migration, phase: Phase): Parts {
  const { cohort, name, tenant } = migration;
  if (!cohort) return phase.share;
  return hasMoved(tenant.name, phase.share, { salt: name, ...cohort }) ? ALL : 0;
}

/**
 * The phase that a tenant's objects name. Where a share means tenants, most of them do not change when it grows: they
 * keep the name of the phase that moved them, so that a phase advance touches only the files of those that move.
 */
function namedPhase(migration: Migration, phase: Phase): Phase {
  let named = phase;
  if (!migration.cohort) return named;
  for (;;) {
    const before = phaseBefore(migration.plan, named);
    if (!before || movedIn(migration, before) !== movedIn(migration, phase)) return named;
    if ((before.kind === 'remove') !== (phase.kind === 'remove')) return named;
    named = before;
  }
}

/**
 * A migration in one of its phases.
 * @param name the phase @default the current one
 * @throws UserError when the plan has no such phase.
 */
export function stateAt(migration: Migration, name: string = migration.phase): State {
  const { cluster, tenant, gateways, routes, from, to, by } = migration;
  const phase = phaseOf(migration.plan, name, migrationKey(migration));
  const removed = phase.kind === 'remove';
  const wanted = removed
    ? split([{ backend: to.id, parts: ALL }])
    : handOver(from.id, to.id, movedIn(migration, phase));
  return {
    set: {
      name: migration.name,
      cluster,
      tenant,
      gateways,
      routes,
      sides: removed ? [to] : [from, to],
      // The door moves for a whole host: what no route names must find the way that it had.
      ...(!removed && from.backend?.kind === 'edge' && routes.length > 0 && { rest: from }),
      pins: phase.pins ?? [],
      phase: namedPhase(migration, phase).name,
    },
    wanted,
    split: roundSplit(wanted, by.can.step),
  };
}

/**
 * The objects of a migration in one of its phases.
 * @param name the phase @default the current one
 */
export function manifestsAt(migration: Migration, name: string = migration.phase): readonly Manifest[] {
  const { set, split: rounded } = stateAt(migration, name);
  return migration.by.render(set, rounded);
}
