import type { Manifest } from '../model/manifest.js';
import { tenantMetadata } from '../model/naming.js';
import type { Tenant, Walls } from '../model/tenant.js';

interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
}

const READ = ['get', 'list', 'watch'] as const;
const WRITE = [...READ, 'create', 'update', 'patch', 'delete'] as const;

/** Roles only add up, so everything but Secrets has to be listed. */
const readable: readonly PolicyRule[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'pods/status',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
  },
  {
    apiGroups: ['apps', 'autoscaling', 'batch', 'discovery.k8s.io', 'networking.k8s.io', 'policy'],
    resources: ['*'],
  },
  {
    apiGroups: [
      'gateway.networking.k8s.io',
      'networking.istio.io',
      'security.istio.io',
      'telemetry.istio.io',
      'externaldns.k8s.io',
    ],
    resources: ['*'],
  },
  { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'] },
];

/** Workloads and routes. The walls, and the Gateways that claim hosts, are not the tenant's to change. */
const editable: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['configmaps', 'persistentvolumeclaims', 'pods', 'services'] },
  { apiGroups: ['apps'], resources: ['deployments', 'deployments/scale', 'statefulsets', 'statefulsets/scale'] },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'] },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'] },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses'] },
  { apiGroups: ['networking.istio.io'], resources: ['destinationrules', 'serviceentries', 'virtualservices'] },
  { apiGroups: ['gateway.networking.k8s.io'], resources: ['grpcroutes', 'httproutes'] },
];

function role(tenant: Tenant, name: string, rules: readonly PolicyRule[], verbs: readonly string[]): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: tenantMetadata(tenant.name, name),
    rules: rules.map(({ apiGroups, resources }) => ({ apiGroups, resources, verbs })),
  };
}

function binding(tenant: Tenant, name: string, groups: readonly string[]): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: tenantMetadata(tenant.name, name),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: groups.map(group => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group })),
  };
}

/**
 * Who may do what in the namespace. Editors also read what viewers read.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function rbac(tenant: Tenant, { editors, viewers }: Walls): readonly Manifest[] {
  const readers = [...new Set([...viewers, ...editors])];
  return [
    ...(editors.length > 0 ? [role(tenant, 'editor', editable, WRITE), binding(tenant, 'editor', editors)] : []),
    ...(readers.length > 0 ? [role(tenant, 'viewer', readable, READ), binding(tenant, 'viewer', readers)] : []),
  ];
}
