import type { Cluster } from '../model/cluster.js';
import { CONTROL_PLANE } from '../model/istio-api.js';
import type { Json, Manifest } from '../model/manifest.js';
import { tenantMetadata } from '../model/naming.js';
import type { Tenant, Walls } from '../model/tenant.js';

const METADATA_SERVICE = '169.254.169.254/32';
const METADATA_SERVICE_V6 = 'fd00:ec2::254/128';

/** The API server puts this label on every namespace, so nobody can claim to be another one. */
function namespaces(names: readonly string[]): readonly Json[] {
  return [...new Set(names)].map(name => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  }));
}

function policy(tenant: Tenant, name: string, spec: { readonly [field: string]: Json }): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: tenantMetadata(tenant.name, name),
    spec: { podSelector: {}, ...spec },
  };
}

/** Names must still resolve and sidecars must still get their certificates, or nothing works at all. */
function vital(walls: Walls): readonly Json[] {
  const dns = {
    to: namespaces(['kube-system']),
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
  const istiod = { to: namespaces([CONTROL_PLANE]), ports: [{ protocol: 'TCP', port: 15012 }] };
  return walls.sidecars ? [dns, istiod] : [dns];
}

/** Whoever reads a node's credentials from the cloud's metadata service has left the tenant. */
function outside(walls: Walls): readonly Json[] {
  const cidrs = walls.outside ?? 'open';
  if (cidrs !== 'open') return cidrs.length > 0 ? [{ to: cidrs.map(cidr => ({ ipBlock: { cidr } })) }] : [];
  return [
    {
      to: [
        { ipBlock: { cidr: '0.0.0.0/0', except: [METADATA_SERVICE] } },
        { ipBlock: { cidr: '::/0', except: [METADATA_SERVICE_V6] } },
      ],
    },
  ];
}

/**
 * Everything is shut, then opened for whom the tenant needs: itself, the gateways, its callers; names, the mesh's control
 * plane, whom it calls. A kubelet's probes pass in any case, since a node always reaches its own Pods.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicies(tenant: Tenant, walls: Walls, cluster: Cluster): readonly Manifest[] {
  const shut = policy(tenant, 'default-deny', { policyTypes: ['Ingress', 'Egress'] });
  if (walls.suspended) {
    return [shut, policy(tenant, 'allow-calls', { policyTypes: ['Egress'], egress: vital(walls) })];
  }
  return [
    shut,
    policy(tenant, 'allow-callers', {
      policyTypes: ['Ingress'],
      ingress: [{ from: namespaces([tenant.name, cluster.gatewayNamespace, ...walls.callers]) }],
    }),
    policy(tenant, 'allow-calls', {
      policyTypes: ['Egress'],
      egress: [...vital(walls), { to: namespaces([tenant.name, ...(walls.calls ?? [])]) }, ...outside(walls)],
    }),
  ];
}
