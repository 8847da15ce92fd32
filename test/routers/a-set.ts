import { edgeOf, service } from '../../src/model/backend.js';
import type { Cluster } from '../../src/model/cluster.js';
import type { Gateway } from '../../src/model/gateway.js';
import { path } from '../../src/model/match.js';
import type { Route } from '../../src/model/route.js';
import type { RouteSet } from '../../src/model/route-set.js';
import type { Tenant } from '../../src/model/tenant.js';

export const cluster: Cluster = {
  name: 'prod',
  kubernetes: '1.28',
  istio: '1.27.0',
  api: 'https://kubernetes.default.svc',
  gatewayNamespace: 'istio-system',
  domain: 'cluster.local',
};

export const tenant: Tenant = { name: 'voice-prod', claims: ['*.voice.example'], labels: {}, given: [] };

export const edge: Gateway = {
  name: 'edge',
  hosts: ['api.voice.example'],
  http: 'redirect',
  tls: { mode: 'SIMPLE', secret: 'voice-tls', minVersion: 'TLSV1_2' },
  selector: { istio: 'ingressgateway' },
  trustedProxies: 0,
};

export function aRoute(over: Partial<Route> = {}): Route {
  return {
    name: 'identity',
    host: 'api.voice.example',
    gateways: ['edge'],
    protocol: 'http',
    match: [path.prefix('/api/v1/auth')],
    backend: service('identity', 9000),
    ...over,
  };
}

/** The hand-over of one route from a Service `legacy` to the route's own backend. */
export function aSet(over: Partial<RouteSet> = {}): RouteSet {
  return {
    name: 'api',
    cluster,
    tenant,
    gateways: [edge],
    routes: [aRoute()],
    sides: [{ id: 'legacy', backend: service('legacy', 80) }, { id: 'new' }],
    pins: [],
    phase: 'canary-25',
    ...over,
  };
}

/** From one public edge to another, as names are moved. */
export const edges: RouteSet['sides'] = [
  { id: 'apisix', backend: edgeOf('apisix', { address: 'apisix-lb.example.net' }) },
  { id: 'istio', backend: edgeOf('istio', { address: '198.51.100.7' }) },
];
