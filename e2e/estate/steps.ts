import { loadAll } from 'js-yaml';
import { Estate } from '../../src/constructs/estate.js';
import type { Manifest } from '../../src/model/manifest.js';
import { type Migration, migrationKey, stateAt } from '../../src/routers/migration.js';
import type { Step } from '../walk/step.js';
import type { Checkout } from './checkout.js';

/** The migration of a key, `cluster/tenant/name`, as an estate file declares it. */
export function migrationOf(declare: (estate: Estate) => void, key: string): Migration {
  const estate = new Estate();
  declare(estate);
  for (const { migration } of estate.units()) if (migration && migrationKey(migration) === key) return migration;
  throw new Error(`The estate has no migration "${key}".`);
}

/** A phase of a migration: what the plan says, and the tenant's whole folder of dist as our own CLI wrote it, and what stands beside it. */
export function estateStep(checkout: Checkout, migration: Migration, phase: string, beside: readonly Manifest[]): Step {
  checkout.enter(migrationKey(migration), phase);
  const { set, split } = stateAt(migration, phase);
  const files = checkout.dist(migration.cluster.name, migration.tenant.name);
  return { phase, set, split, objects: [...Object.values(files).flatMap(manifestsIn), ...beside] };
}

export function manifestsIn(yaml: string): readonly Manifest[] {
  return loadAll(yaml).filter(found => found !== null && found !== undefined) as Manifest[];
}
