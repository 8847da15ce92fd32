import type { Cluster } from '../model/cluster.js';
import type { Manifest } from '../model/manifest.js';
import type { Tenant } from '../model/tenant.js';
import { application, namespaceApplications } from './application.js';
import type { ArgoCD } from './argo-cd.js';
import { project } from './project.js';
import { withWave } from './waves.js';

export { NAMESPACE_UNIT } from './application.js';
export type { ArgoCD, GroupKind, SyncWindow } from './argo-cd.js';
export { healthChecks } from './health.js';
export { refusedObjects } from './kinds.js';
export { root } from './root.js';
export { shardFolder } from './shard.js';
export { withWave } from './waves.js';

/** What Argo CD is told of one tenant: its project, then what is synced in it. One file of `dist/argocd/`. */
export function tenantApps(tenant: Tenant, cluster: Cluster, argo: ArgoCD): readonly Manifest[] {
  return [
    withWave(project(tenant, cluster, argo)),
    ...namespaceApplications(tenant, cluster, argo),
    application(tenant, cluster, argo),
  ];
}
