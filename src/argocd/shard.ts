import type { Cluster } from '../model/cluster.js';
import { bucketOf } from '../model/cohort.js';
import { ALL } from '../model/share.js';
import { UserError } from '../model/user-error.js';
import type { ArgoCD } from './argo-cd.js';

/**
 * The folder below `dist/argocd/` that holds a tenant's project and Application, and that one parent Application keeps:
 * `prod`, or one of `prod/0` to `prod/15`. It depends on the tenant's name alone, so that no tenant moves another.
 * @throws UserError when the number of shards is none.
 */
export function shardFolder(tenant: string, cluster: Cluster, argo: ArgoCD): string {
  const shards = argo.shards ?? 1;
  if (!Number.isInteger(shards) || shards < 1 || shards > 100) {
    throw new UserError(`${shards} is no number of shards.`, 'Write a whole number from 1 to 100.');
  }
  if (shards === 1) return cluster.name;
  return `${cluster.name}/${Math.floor((bucketOf(tenant, 'argocd') * shards) / ALL)}`;
}
