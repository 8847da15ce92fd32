import type { Cluster } from '../model/cluster.js';
import { apiVersion, CONTROL_PLANE } from '../model/istio-api.js';
import type { Manifest } from '../model/manifest.js';
import { tenantMetadata } from '../model/naming.js';
import type { Tenant, Walls } from '../model/tenant.js';

/**
 * What the tenant's sidecars know of the mesh: without it each holds the routes of every namespace, and ten thousand
 * tenants do not fit into a proxy's memory.
 *
 * Source: https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export function sidecars(tenant: Tenant, walls: Walls, cluster: Cluster): readonly Manifest[] {
  if (!walls.sidecars) return [];
  const namespaces = new Set([CONTROL_PLANE, ...(walls.calls ?? [])]);
  return [
    {
      apiVersion: apiVersion('networking', cluster),
      kind: 'Sidecar',
      metadata: tenantMetadata(tenant.name, 'default'),
      spec: { egress: [{ hosts: ['./*', ...[...namespaces].map(name => `${name}/*`)] }] },
    },
  ];
}
