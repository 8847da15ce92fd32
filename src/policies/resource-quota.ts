import type { Manifest } from '../model/manifest.js';
import { tenantMetadata } from '../model/naming.js';
import type { Quota, Tenant, Walls } from '../model/tenant.js';

function hard(quota: Quota): Record<string, string> {
  const limits: Record<string, string | number | undefined> = {
    'requests.cpu': quota.requestsCpu,
    'requests.memory': quota.requestsMemory,
    'limits.cpu': quota.limitsCpu,
    'limits.memory': quota.limitsMemory,
    pods: quota.pods,
    // Requests enter at the gateway: a load balancer of a tenant's own costs money and goes around every wall.
    'services.loadbalancers': quota.loadBalancers ?? 0,
    'services.nodeports': quota.nodePorts,
  };
  const said = Object.entries(limits).filter(([, limit]) => limit !== undefined);
  // The API server answers quantities as text; numbers would differ from it for ever.
  return Object.fromEntries(said.map(([name, limit]) => [name, String(limit)]));
}

/**
 * What the tenant may use at most.
 *
 * Source: https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function resourceQuota(tenant: Tenant, walls: Walls): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: tenantMetadata(tenant.name, 'quota'),
    spec: { hard: hard(walls.quota) },
  };
}
