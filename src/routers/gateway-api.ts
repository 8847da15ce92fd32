import { backendTlsPolicies } from './gateway-api/backend-tls-policy.js';
import { gatewayObjects } from './gateway-api/gateway.js';
import { gatewayApiCan } from './gateway-api/limits.js';
import type { GatewayApiOptions } from './gateway-api/options.js';
import { readSplit } from './gateway-api/read.js';
import { referenceGrants } from './gateway-api/reference-grant.js';
import { routeObjects } from './gateway-api/routes.js';
import type { Router } from './router.js';

export type { GatewayApiOptions, ParentGateway } from './gateway-api/options.js';

/**
 * Kubernetes' Gateway API: an HTTPRoute, GRPCRoute or TLSRoute for each route splits requests by the weights of its
 * backendRefs, whichever implementation stands behind the class.
 */
export function gatewayApi(options: GatewayApiOptions): Router {
  const { gatewayClass } = options;
  return {
    name: 'gateway-api',
    can: gatewayApiCan(options),
    render: (set, split) => [
      ...referenceGrants(set, options),
      ...backendTlsPolicies(set, options),
      ...routeObjects(set, split, options),
    ],
    read: (found, set) => readSplit(found, set, options),
    ...(gatewayClass !== undefined && {
      gateway: (gateway, tenant) => gatewayObjects(gateway, tenant, gatewayClass, options),
    }),
  };
}
