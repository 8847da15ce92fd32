import type { Json, Manifest } from '../../model/manifest.js';
import { ownMetadata } from '../../model/naming.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import type { Settings } from './options.js';
import { PORTS } from './places.js';
import { podLabels } from './workload.js';

/** What the edge before the proxy sends requests to. */
export function service(set: RouteSet, name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: ownMetadata(set, name),
    spec: {
      selector: podLabels(name),
      ports: [
        { name: 'http', port: 80, targetPort: 'http' },
        { name: 'grpc', port: 81, targetPort: 'grpc', appProtocol: 'kubernetes.io/h2c' },
      ],
    },
  };
}

/** A node that is emptied takes one Pod at a time. */
export function disruptionBudget(set: RouteSet, name: string): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: ownMetadata(set, name),
    spec: { maxUnavailable: 1, selector: { matchLabels: podLabels(name) } },
  };
}

export function autoscaler(set: RouteSet, name: string, { replicas }: Settings): Manifest {
  const busy = (resource: string): Json => ({
    type: 'Resource',
    resource: { name: resource, target: { type: 'Utilization', averageUtilization: 70 } },
  });
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: ownMetadata(set, name),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      metrics: [busy('cpu')],
    },
  };
}

function namespaces(names: readonly string[]): readonly Json[] {
  return [...new Set(names)].map(name => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  }));
}

/** Who the proxy may call: its backends, by namespace, address or port, as much as is known of them. */
function egress(set: RouteSet): readonly Json[] {
  const backends = [...set.routes.flatMap(route => set.sides.map(side => backendOn(side, route))), set.rest?.backend];
  const ends = backends.flatMap(backend => (backend?.kind === 'edge' ? backend.through : backend) ?? []);
  const home = ends.flatMap(end => (end.kind === 'service' ? [end.namespace ?? set.tenant.name] : []));
  const away = ends.flatMap(end => (end.kind === 'host' ? [end] : []));
  const outside = new Map<string, Json>();
  for (const { addresses, port } of away) {
    const blocks = (addresses ?? []).map(address => `${address}/${address.includes(':') ? 128 : 32}`);
    const rule: Json = {
      to: (blocks.length > 0 ? blocks : ['0.0.0.0/0', '::/0']).map(cidr => ({ ipBlock: { cidr } })),
      ports: [{ protocol: 'TCP', port }],
    };
    outside.set(JSON.stringify(rule), rule);
  }
  return [
    {
      to: namespaces(['kube-system']),
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
    ...(home.length > 0 ? [{ to: namespaces(home) }] : []),
    ...outside.values(),
  ];
}

/**
 * Only the edge before the proxy may send it requests: whoever else could would choose the address and the user that
 * the proxy believes. A kubelet reaches its own Pods in any case.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicy(set: RouteSet, name: string, { scrapers }: Settings): Manifest {
  const tcp = (...ports: readonly number[]): readonly Json[] => ports.map(port => ({ protocol: 'TCP', port }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: ownMetadata(set, name),
    spec: {
      podSelector: { matchLabels: podLabels(name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: namespaces([set.cluster.gatewayNamespace]), ports: tcp(PORTS.http, PORTS.grpc) },
        ...(scrapers.length > 0 ? [{ from: namespaces(scrapers), ports: tcp(PORTS.metrics) }] : []),
      ],
      egress: egress(set),
    },
  };
}
