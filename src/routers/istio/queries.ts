import { backendOn, type RouteSet } from '../../model/route-set.js';
import type { TrafficQueries } from '../router.js';
import { destination, reachable } from './destination.js';

const regexText = (value: string): string => value.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replaceAll('\\', '\\\\');

/**
 * The series of one side, as the gateway reports them: what callers outside see, retries and connection failures
 * counted, whether or not the backends have sidecars.
 *
 * Source: https://istio.io/latest/docs/reference/config/metrics/
 */
function series(set: RouteSet, sideId: string): string {
  const side = set.sides.find(({ id }) => id === sideId);
  if (!side) return `destination_service=""`;
  const backends = set.routes.flatMap(route => backendOn(side, route) ?? []);
  const hosts = [...new Set(backends.map(backend => destination(backend, set).host))];
  const versions = new Set(
    backends.map(backend => {
      const end = reachable(backend);
      return end.kind === 'service' ? end.subset?.labels['version'] : undefined;
    }),
  );
  const [version] = versions;
  return [
    'reporter="source"',
    `source_workload_namespace="${set.cluster.gatewayNamespace}"`,
    `destination_service=~"${hosts.map(regexText).join('|')}"`,
    ...(versions.size === 1 && version !== undefined ? [`destination_version="${version}"`] : []),
  ].join(',');
}

/** Questions about a side to the metrics that Istio's proxies keep. */
export const istioQueries: TrafficQueries = {
  requests: (set, side, window) => `sum(rate(istio_requests_total{${series(set, side)}}[${window}]))`,
  // Code 0 is a request that got no answer.
  errors: (set, side, window) =>
    `sum(rate(istio_requests_total{${series(set, side)},response_code=~"5..|0"}[${window}]))`,
  latency: (set, side, quantile, window) =>
    `histogram_quantile(${quantile}, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${series(set, side)}}[${window}])))`,
};
