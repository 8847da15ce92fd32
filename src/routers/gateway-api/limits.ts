import { type Feature, features } from '../../model/feature.js';
import type { Capabilities, Limit } from '../router.js';
import type { GatewayApiOptions } from './options.js';

const API = 'https://gateway-api.sigs.k8s.io/reference/spec';
const CRDS = 'https://github.com/kubernetes-sigs/gateway-api/tree/v1.4.1/config/crd';

const always: Readonly<Partial<Record<Feature, Limit>>> = {
  'rewrite.path-before-edge': {
    because: 'rewrite the path for one side of a split only: filters of a backendRef are left to each implementation',
    source: `${API}/#httpbackendref`,
  },
  fault: { because: 'make errors or delays', source: `${API}/#httproutefilter` },
  'backend.subset': {
    because: 'send to a part of a Service’s Pods: a backend is a whole Service',
    source: `${API}/#backendobjectreference`,
  },
  'backend.host': {
    because: 'send to a host outside the cluster: Services of type ExternalName are left to each implementation',
    source: `${API}/#backendobjectreference`,
  },
  'backend.edge-address': {
    because: 'forward to an edge of which only the public address is known',
    source: `${API}/#backendobjectreference`,
  },
  'tls.passthrough-http': {
    because: 'look into a connection whose TLS it does not end',
    source: `${API}/#tlsrouterule`,
  },
  'outlier-detection': { because: 'put failing endpoints aside', source: `${API}/#httprouterule` },
  'connection-pool': { because: 'limit the connections to a backend', source: `${API}/#httprouterule` },
  'pin.cidr': { because: 'match the address of a client', source: `${API}/#httproutematch` },
};

const experimental: Readonly<Partial<Record<Feature, Limit>>> = {
  retries: { because: 'retry: `retry` is served in the experimental channel only', source: `${API}/#httprouteretry` },
  cors: {
    because: 'answer CORS: the filter is served in the experimental channel only',
    source: `${API}/#httpcorsfilter`,
  },
  sticky: {
    because: 'keep sessions: `sessionPersistence` is served in the experimental channel only',
    source: `${API}/#sessionpersistence`,
  },
  'tls.passthrough': {
    because: 'pass TLS through: TLSRoute is served in the experimental channel only',
    source: `${API}/#tlsroute`,
  },
};

const dialect: Limit = {
  because: 'match this without a regular expression, whose dialect the specification leaves to each implementation',
  source: `${API}/#httppathmatch`,
};

const regular: Readonly<Partial<Record<Feature, Limit>>> = {
  'protocol.websocket': dialect,
  'path.text': dialect,
  'path.regex': dialect,
  'match.cookies': dialect,
  'pin.cookie': dialect,
};

const noBackendTls: Limit = {
  because: 'begin TLS to a backend: BackendTLSPolicy is served in the experimental channel only before 1.4',
  source: CRDS,
};

/** What the declared channel and version grant. */
export function gatewayApiCan(options: GatewayApiOptions): Capabilities {
  const limits: Readonly<Partial<Record<Feature, Limit>>> = {
    ...always,
    ...(options.channel === 'standard' && experimental),
    ...(!options.regex && regular),
    ...(options.channel === 'standard' && options.version === '1.3' && { 'tls.upstream': noBackendTls }),
  };
  return {
    // A weight is a whole number up to 1 000 000, so parts of 10 000 are weights.
    step: 1,
    sides: 16,
    of: 'requests',
    features: Object.fromEntries(features.map(feature => [feature, limits[feature] ?? true])) as Record<
      Feature,
      true | Limit
    >,
  };
}
