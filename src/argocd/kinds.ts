import type { Finding } from '../model/finding.js';
import { groupOf, type Manifest, titleOf } from '../model/manifest.js';
import type { Tenant } from '../model/tenant.js';
import type { ArgoCD, GroupKind } from './argo-cd.js';

const groups: Readonly<Record<string, readonly string[]>> = {
  // Walls.
  '': ['ConfigMap', 'LimitRange', 'PersistentVolumeClaim', 'ResourceQuota', 'Service', 'ServiceAccount'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  // Routes.
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  'networking.istio.io': ['DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'VirtualService'],
  'gateway.networking.k8s.io': [
    'BackendTLSPolicy',
    'GRPCRoute',
    'Gateway',
    'HTTPRoute',
    'ReferenceGrant',
    'TCPRoute',
    'TLSRoute',
  ],
  'apisix.apache.org': ['ApisixPluginConfig', 'ApisixRoute', 'ApisixTls', 'ApisixUpstream'],
  'externaldns.k8s.io': ['DNSEndpoint'],
  'cert-manager.io': ['Certificate'],
  // Workloads.
  apps: ['Deployment', 'StatefulSet'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['CronJob', 'Job'],
  policy: ['PodDisruptionBudget'],
  // What is seen of them.
  'monitoring.coreos.com': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
  'telemetry.istio.io': ['Telemetry'],
};

/**
 * The kinds that a tenant's folder may hold. Left out on purpose: Secret, which has no place in Git; DaemonSet, which
 * takes a part of every node; EnvoyFilter, which can do anything to a proxy; and whatever else an estate has to ask for.
 */
const tenantKinds: readonly GroupKind[] = Object.entries(groups).flatMap(([group, kinds]) =>
  kinds.map(kind => ({ group, kind })),
);

/** The kinds that a tenant's project takes. */
export function permittedKinds(tenant: Tenant, argo: ArgoCD): readonly GroupKind[] {
  return [...tenantKinds, ...(argo.kinds ?? []), ...(tenant.kinds ?? [])];
}

/**
 * What a tenant's project would refuse: with one such object, Argo CD syncs nothing of the whole folder.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export function* refusedObjects(tenant: Tenant, argo: ArgoCD, manifests: Iterable<Manifest>): Iterable<Finding> {
  const permitted = new Set(permittedKinds(tenant, argo).map(({ group, kind }) => `${group}/${kind}`));
  for (const manifest of manifests) {
    const { kind, metadata } = manifest;
    const group = groupOf(manifest.apiVersion);
    const where = { object: titleOf(manifest) };
    if (kind === 'Namespace' && group === '') continue;
    if (metadata.namespace !== undefined && metadata.namespace !== tenant.name) {
      const message = `${titleOf(manifest)} stands in another namespace than its tenant "${tenant.name}", whose project refuses it.`;
      yield {
        rule: 'project-takes-object',
        level: 'error',
        message,
        fix: 'Give it to the tenant of that namespace.',
        where,
      };
    }
    if (permitted.has(`${group}/${kind}`)) continue;
    const message = `The project of "${tenant.name}" takes no ${kind}, so Argo CD would sync nothing of the tenant.`;
    const fix = `Drop it, or permit it: kinds: [{ group: '${group}', kind: '${kind}' }] on the Tenant.`;
    yield { rule: 'project-takes-object', level: 'error', message, fix, where };
  }
}
