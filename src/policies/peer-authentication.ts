import type { Cluster } from '../model/cluster.js';
import { apiVersion } from '../model/istio-api.js';
import type { Manifest } from '../model/manifest.js';
import { tenantMetadata } from '../model/naming.js';
import type { Tenant, Walls } from '../model/tenant.js';

/**
 * Whether the tenant's Pods refuse plain text. Without sidecars there is nobody to refuse it.
 *
 * Source: https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export function peerAuthentications(tenant: Tenant, walls: Walls, cluster: Cluster): readonly Manifest[] {
  if (!walls.sidecars) return [];
  return [
    {
      apiVersion: apiVersion('security', cluster),
      kind: 'PeerAuthentication',
      // Istio reads the namespace-wide one by its lack of a selector; `default` is the name that people look for.
      metadata: tenantMetadata(tenant.name, 'default'),
      spec: { mtls: { mode: walls.mtls } },
    },
  ];
}
