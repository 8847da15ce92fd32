import type { Manifest } from '../model/manifest.js';
import { GIVEN, ownLabels } from '../model/naming.js';
import type { Tenant, Walls } from '../model/tenant.js';

const REVISION = 'istio.io/rev';

/**
 * Pod security is said aloud and not enforced: a Pod that ran before the walls came must run after them, and the mesh's
 * own init container breaks `baseline` unless Istio's CNI plugin is there. A tenant's own labels can enforce it.
 */
const podSecurity = {
  'pod-security.kubernetes.io/audit': 'baseline',
  'pod-security.kubernetes.io/warn': 'baseline',
} as const;

/** Where a revision is named, `istio-injection` would win over it. */
function injection(tenant: Tenant, walls: Walls): Record<string, string> {
  return walls.sidecars && tenant.labels[REVISION] === undefined ? { 'istio-injection': 'enabled' } : {};
}

/**
 * The namespace. It also says what exists in it outside Git, so that checks can tell it from what is missing.
 *
 * Sources: https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/,
 * https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function namespace(tenant: Tenant, walls: Walls): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: tenant.name,
      labels: { ...injection(tenant, walls), ...podSecurity, ...tenant.labels, ...ownLabels(tenant.name) },
      ...(tenant.given.length > 0 && { annotations: { [GIVEN]: [...new Set(tenant.given)].sort().join(',') } }),
    },
  };
}
