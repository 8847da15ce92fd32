import type { Cluster } from '../model/cluster.js';
import type { Finding, Where } from '../model/finding.js';
import type { Manifest } from '../model/manifest.js';
import type { RouteSet } from '../model/route-set.js';
import type { Migration } from '../routers/migration.js';
import type { Router } from '../routers/router.js';

/** What changes together, and so stands in one file of dist: a tenant's walls, one migration, one gateway. */
export interface Unit {
  /** Where it goes, below dist, with forward slashes: `prod/acme/checkout.yaml`. */
  readonly path: string;
  /** Where its objects live; `undefined` for what Argo CD itself reads. */
  readonly cluster?: Cluster;
  readonly manifests: readonly Manifest[];
  /** What stood out while it was rendered. */
  readonly findings: readonly Finding[];
  /** What was asked of a mechanism: routes that stand still, or a migration's in its current phase. */
  readonly asked?: { readonly set: RouteSet; readonly by: Router };
  /** The migration that it enacts. */
  readonly migration?: Migration;
  /** Where in the code it was written. Reading a stack is slow, so only a finding asks. */
  readonly where: () => Where;
}
