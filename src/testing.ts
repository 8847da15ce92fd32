import type { Migration } from './constructs/migration.js';
import type { Tenant } from './constructs/tenant.js';
import type { Difference } from './model/difference.js';
import type { Manifest } from './model/manifest.js';
import { manifestsAt as renderAt } from './routers/migration.js';
import { diff } from './synth/diff.js';

export type { Difference } from './model/difference.js';

/** Every phase of a migration's plan, in order. */
export function phasesOf(migration: Migration): readonly string[] {
  return migration.model.plan.phases.map(phase => phase.name);
}

/**
 * The objects of a migration in one of its phases.
 * @param phase its name @default the current one
 * @throws UserError when the plan has no such phase.
 */
export function manifestsAt(migration: Migration, phase?: string): readonly Manifest[] {
  return renderAt(migration.model, phase);
}

/** What a step from one phase to another changes. */
export function diffOf(migration: Migration, from: string, to: string): Difference {
  return diff(manifestsAt(migration, from), manifestsAt(migration, to));
}

/** Everything of a tenant: walls, gateways, routes, migrations, and what stands in its scope beside them. */
export function manifestsOf(tenant: Tenant): readonly Manifest[] {
  return tenant.toJson();
}
