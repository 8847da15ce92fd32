import type { Cluster } from '../../src/model/cluster.js';
import type { Tenant, Walls } from '../../src/model/tenant.js';

export const cluster: Cluster = {
  name: 'prod',
  kubernetes: '1.28',
  istio: '1.20.1',
  api: 'https://kubernetes.default.svc',
  gatewayNamespace: 'istio-ingress',
  domain: 'cluster.local',
};

export const plain: Walls = { quota: {}, mtls: 'STRICT', callers: [], editors: [], viewers: [], sidecars: false };

export const meshed: Walls = {
  quota: { requestsCpu: '4', requestsMemory: '8Gi', limitsCpu: '8', limitsMemory: '16Gi', pods: 50, nodePorts: 0 },
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '1', memory: '1Gi' },
  mtls: 'STRICT',
  callers: ['apisix', 'monitoring'],
  editors: ['shop-developers'],
  viewers: ['shop-support', 'shop-developers'],
  sidecars: true,
  calls: ['payments'],
  outside: ['10.20.0.0/16'],
};

export function tenant(walls: Walls | undefined, more: Partial<Tenant> = {}): Tenant {
  return { name: 'shop', claims: ['*.shop.example'], labels: {}, given: [], ...(walls && { walls }), ...more };
}
