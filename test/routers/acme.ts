import type { ServiceBackend } from '../../src/model/backend.js';
import { service } from '../../src/model/backend.js';
import type { Cluster } from '../../src/model/cluster.js';
import type { Gateway } from '../../src/model/gateway.js';
import type { Route } from '../../src/model/route.js';
import type { RouteSet } from '../../src/model/route-set.js';
import type { Tenant } from '../../src/model/tenant.js';

/** A small world that the tests of the routers stand in. */
export const cluster: Cluster = {
  name: 'prod',
  kubernetes: '1.28',
  istio: '1.22.1',
  api: 'https://kubernetes.default.svc',
  gatewayNamespace: 'istio-system',
  domain: 'cluster.local',
};

export const tenant: Tenant = { name: 'acme', claims: ['*.acme.example'], labels: {}, given: [] };

export const gateway: Gateway = {
  name: 'edge',
  hosts: ['*.acme.example'],
  http: 'redirect',
  tls: { mode: 'SIMPLE', secret: 'acme-tls', minVersion: 'TLSV1_2' },
  selector: { istio: 'ingressgateway' },
  trustedProxies: 0,
};

export const shop: ServiceBackend = service('shop', 8080);

export function routeOf(route: Partial<Route> = {}): Route {
  const base = { name: 'shop', host: 'shop.acme.example', gateways: ['edge'], protocol: 'http', match: [] } as const;
  return { ...base, ...(route.redirect ? {} : { backend: shop }), ...route };
}

/** A hand-over from an old Service to each route's own backend. */
export function setOf(set: Partial<RouteSet> = {}): RouteSet {
  return {
    name: 'checkout',
    cluster,
    tenant,
    gateways: [gateway],
    routes: [routeOf()],
    sides: [{ id: 'old', backend: service('old-shop', 8080) }, { id: 'new' }],
    pins: [],
    phase: 'canary-25',
    ...set,
  };
}
