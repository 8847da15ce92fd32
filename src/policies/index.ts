import type { Cluster } from '../model/cluster.js';
import type { Manifest } from '../model/manifest.js';
import type { Tenant } from '../model/tenant.js';
import { authorizationPolicies } from './authorization-policy.js';
import { limitRanges } from './limit-range.js';
import { namespace } from './namespace.js';
import { networkPolicies } from './network-policy.js';
import { peerAuthentications } from './peer-authentication.js';
import { rbac } from './rbac.js';
import { resourceQuota } from './resource-quota.js';
import { sidecars } from './sidecar.js';

/** The namespace of a tenant and everything around it; nothing when its walls are somebody else's. */
export function walls(tenant: Tenant, cluster: Cluster): readonly Manifest[] {
  const around = tenant.walls;
  if (!around) return [];
  return [
    namespace(tenant, around),
    resourceQuota(tenant, around),
    ...limitRanges(tenant, around),
    ...networkPolicies(tenant, around, cluster),
    ...peerAuthentications(tenant, around, cluster),
    ...authorizationPolicies(tenant, around, cluster),
    ...sidecars(tenant, around, cluster),
    ...rbac(tenant, around),
  ];
}
