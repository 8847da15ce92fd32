import { service } from '../src/model/backend.js';
import type { Cluster } from '../src/model/cluster.js';
import type { Gateway } from '../src/model/gateway.js';
import type { Manifest } from '../src/model/manifest.js';
import { path } from '../src/model/match.js';
import { pin } from '../src/model/pin.js';
import type { Route } from '../src/model/route.js';
import type { RouteSet } from '../src/model/route-set.js';
import { ALL, percent } from '../src/model/share.js';
import { handOver, split } from '../src/model/split.js';
import type { Tenant } from '../src/model/tenant.js';
import { istio } from '../src/routers/istio.js';
import { renderedStep, type Step } from './walk/step.js';

// A shop that leaves its old edge: a page, a chat and orders, over the three protocols that a gateway meets.

const cluster: Cluster = {
  name: 'prod',
  kubernetes: '1.34',
  istio: '1.27.9',
  api: 'https://kubernetes.default.svc',
  gatewayNamespace: 'istio-system',
  domain: 'cluster.local',
};

const tenant: Tenant = { name: 'acme', claims: ['*.example.com'], labels: {}, given: [] };

const edge: Gateway = {
  name: 'edge',
  hosts: ['shop.example.com'],
  http: 'serve',
  selector: { istio: 'ingressgateway' },
  trustedProxies: 0,
};

const place = { host: 'shop.example.com', gateways: ['edge'] };

const routes: readonly Route[] = [
  { ...place, name: 'chat', protocol: 'websocket', match: [path.prefix('/chat')], backend: service('chat', 8081) },
  {
    ...place,
    name: 'orders',
    protocol: 'grpc',
    match: [path.prefix('/orders.v1.Orders')],
    backend: service('orders', 9000),
  },
  { ...place, name: 'pages', protocol: 'http', match: [], backend: service('web', 8080) },
];

/** What others wrote into the shop's namespace. */
const besideShop: readonly Manifest[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'orders', namespace: 'acme' },
    spec: { ports: [{ name: 'grpc', port: 9000 }] },
  },
  // The old edge takes every protocol on one port: the gateway must pass on the one that it was called by.
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'old-edge', namespace: 'acme' },
    spec: {
      host: 'old-edge.acme.svc.cluster.local',
      trafficPolicy: { connectionPool: { http: { useClientProtocol: true } } },
    },
  },
];

const shared = { cluster, tenant, gateways: [edge] };

/** Three routes leave the old edge for Services of their own. Testers and one office go ahead. */
const shop: RouteSet = {
  ...shared,
  name: 'shop',
  routes,
  sides: [{ id: 'old', backend: service('old-edge', 8000) }, { id: 'new' }],
  pins: [pin.header('x-tester', 'yes'), pin.cookie('beta', 'on'), pin.cidr(['192.0.2.0/24'])],
};

/** One Service moves from one version of its Pods to the next. */
const versions: RouteSet = {
  ...shared,
  name: 'versions',
  routes: [{ ...place, name: 'pages', protocol: 'http', match: [] }],
  sides: ['v1', 'v2'].map(id => ({
    id,
    backend: service('web', 8080, { subset: { name: id, labels: { version: id } } }),
  })),
  pins: [],
};

/** The shop when so many per cent have moved. */
export function shopAt(moved: number): Step {
  return renderedStep(istio(), `${moved} %`, shop, handOver('old', 'new', percent(moved)), besideShop);
}

/** The shop when nothing refers to the old edge any more. */
export function shopAlone(): Step {
  const alone = { ...shop, sides: [{ id: 'new' }] };
  return renderedStep(istio(), 'alone', alone, split([{ backend: 'new', parts: ALL }]), besideShop);
}

/** The versions when so many per cent have moved. */
export function versionsAt(moved: number): Step {
  return renderedStep(istio(), `${moved} %`, versions, handOver('v1', 'v2', percent(moved)));
}
