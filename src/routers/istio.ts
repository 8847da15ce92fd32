import { type Feature, features } from '../model/feature.js';
import { destinationRules } from './istio/destination-rule.js';
import { gatewayObject } from './istio/gateway.js';
import { istioQueries } from './istio/queries.js';
import { readSplit } from './istio/read.js';
import { serviceEntries } from './istio/service-entry.js';
import { virtualServices } from './istio/virtual-service.js';
import type { Limit, Router } from './router.js';

const DESTINATION = 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination';

const limits: Readonly<Partial<Record<Feature, Limit>>> = {
  'rewrite.path-before-edge': {
    because: 'rewrite the path for one destination of a route only, and the old edge expects the path as it came',
    source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute',
  },
  'backend.edge-address': {
    because: 'forward to an edge of which only the public address is known',
    source: DESTINATION,
  },
  'policy-namespace': {
    because: 'give a gateway a DestinationRule for another namespace: it looks in its own and in the Service’s',
    source: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/#cross-namespace-configuration',
  },
  'tls.passthrough-http': {
    because: 'look into a connection whose TLS it does not end',
    source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute',
  },
};

/**
 * Istio's gateway: a VirtualService splits each host's requests by weight, a DestinationRule holds subsets and
 * connection policies, a ServiceEntry makes hosts outside the cluster known.
 */
export function istio(): Router {
  return {
    name: 'istio',
    can: {
      // Envoy takes any whole weights; people and tools read those of a VirtualService as whole per cents.
      step: 100,
      sides: 16,
      of: 'requests',
      features: Object.fromEntries(features.map(feature => [feature, limits[feature] ?? true])) as Record<
        Feature,
        true | Limit
      >,
    },
    render: (set, split) => [...serviceEntries(set), ...destinationRules(set), ...virtualServices(set, split)],
    read: readSplit,
    gateway: (gateway, tenant, cluster) => [gatewayObject(gateway, tenant, cluster)],
    queries: istioQueries,
  };
}
