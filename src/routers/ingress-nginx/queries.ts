import type { RouteSet } from '../../model/route-set.js';
import type { TrafficQueries } from '../router.js';

/** Requests are counted at the first Ingress; the label `canary` tells which of them its canary took. */
function selector(set: RouteSet, side: string, more = ''): string {
  const routes = set.routes.map(({ name }) => name).join('|');
  const isNew = set.sides.findIndex(({ id }) => id === side) > 0;
  return `{namespace="${set.tenant.name}",ingress=~"${routes}",canary${isNew ? '!' : ''}=""${more}}`;
}

/**
 * The controller's own metrics. A worker that meets more than 10 000 requests between two flushes, a second apart, drops
 * the rest from its counts, so rates of a busy controller are a floor; ratios are not touched.
 *
 * Source: https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/
 */
export const ingressQueries: TrafficQueries = {
  requests: (set, side, window) => `sum(rate(nginx_ingress_controller_requests${selector(set, side)}[${window}]))`,
  errors: (set, side, window) =>
    `sum(rate(nginx_ingress_controller_requests${selector(set, side, ',status=~"5.."')}[${window}]))`,
  latency: (set, side, quantile, window) =>
    `1000 * histogram_quantile(${quantile}, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket${selector(set, side)}[${window}])))`,
};
