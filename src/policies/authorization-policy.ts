import type { Cluster } from '../model/cluster.js';
import { apiVersion } from '../model/istio-api.js';
import type { Manifest } from '../model/manifest.js';
import { tenantMetadata } from '../model/naming.js';
import type { Tenant, Walls } from '../model/tenant.js';

/**
 * Who may call, by the identity in the caller's certificate. A plain-text caller has none, so while plain text is still
 * let in (`PERMISSIVE`) such a rule would refuse the very callers that the mode is there for, and only a suspension is
 * written then.
 *
 * Source: https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function authorizationPolicies(tenant: Tenant, walls: Walls, cluster: Cluster): readonly Manifest[] {
  if (!walls.sidecars || (walls.mtls === 'PERMISSIVE' && !walls.suspended)) return [];
  const namespaces = [...new Set([tenant.name, cluster.gatewayNamespace, ...walls.callers])];
  return [
    {
      apiVersion: apiVersion('security', cluster),
      kind: 'AuthorizationPolicy',
      metadata: tenantMetadata(tenant.name, 'allow-callers'),
      // ALLOW without a rule allows nobody.
      spec: { action: 'ALLOW', ...(!walls.suspended && { rules: [{ from: [{ source: { namespaces } }] }] }) },
    },
  ];
}
