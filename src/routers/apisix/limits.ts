import { type Feature, features } from '../../model/feature.js';
import type { Limit } from '../router.js';

const REFERENCE = 'https://apisix.apache.org/docs/ingress-controller/references/apisix_route_v2';
const UPSTREAM = 'https://apisix.apache.org/docs/ingress-controller/references/apisix_upstream';

/** What only a plugin does is left to whoever configures APISIX. */
const plugin: Limit = {
  because: 'do this in an ApisixRoute itself: it takes a plugin, which each APISIX enables, orders and defaults',
  source: 'https://apisix.apache.org/docs/ingress-controller/concepts/apisix_route#plugins',
};

const wholeService: Limit = {
  because: 'set this for a route: one ApisixUpstream holds it for a whole Service, and the old edge may have one',
  source: UPSTREAM,
};

const passed: Limit = {
  because: 'look at connections that are passed through: they are stream routes',
  source: REFERENCE,
};

const limits: Readonly<Partial<Record<Feature, Limit>>> = {
  'protocol.websocket': {
    because: 'keep an idle connection without an end: what it reads from a backend times out',
    source: REFERENCE,
  },
  'protocol.grpc': wholeService,
  timeout: {
    because: 'bound the whole of a request: its timeouts count between two reads or writes',
    source: REFERENCE,
  },
  retries: wholeService,
  cors: plugin,
  'rewrite.path': plugin,
  'rewrite.path-before-edge': plugin,
  'rewrite.host': plugin,
  redirect: plugin,
  mirror: plugin,
  fault: plugin,
  'request-headers': plugin,
  'response-headers': plugin,
  'backend.subset': wholeService,
  'backend.edge-address': {
    because: 'forward to an edge of which only the public address is known',
    source: UPSTREAM,
  },
  'tls.upstream': { because: 'verify the certificate of a backend', source: UPSTREAM },
  'tls.passthrough': passed,
  'tls.passthrough-http': passed,
  sticky: wholeService,
  'outlier-detection': wholeService,
  'connection-pool': wholeService,
  'policy-namespace': wholeService,
  rest: {
    because: 'be the last to take a request: routes that APISIX has already take what these do not name',
    source: REFERENCE,
  },
};

export const apisixFeatures = Object.fromEntries(features.map(feature => [feature, limits[feature] ?? true])) as Record<
  Feature,
  true | Limit
>;
