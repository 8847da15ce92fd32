import type { GroupKind } from './argo-cd.js';

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
export const tenantKinds: readonly GroupKind[] = Object.entries(groups).flatMap(([group, kinds]) =>
  kinds.map(kind => ({ group, kind })),
);
