import type { HostBackend, ServiceBackend } from '../../model/backend.js';
import { backendOn, type RouteSet, type Side } from '../../model/route-set.js';
import type { TrafficQueries } from '../router.js';
import { meshHost, reachable } from './destination.js';

const regexText = (value: string): string => value.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replaceAll('\\', '\\\\');

/** A series that nobody reports: an answer that cannot be told apart is no answer. */
const NOTHING = 'destination_service=""';

function endsOn(side: Side, set: RouteSet): readonly (ServiceBackend | HostBackend)[] {
  return set.routes.flatMap(route => backendOn(side, route) ?? []).map(reachable);
}

/** The value of the label `version` that all ends share; Istio's metrics carry no other label of theirs. */
function versionOf(ends: readonly (ServiceBackend | HostBackend)[]): string | undefined {
  const versions = new Set(ends.map(end => (end.kind === 'service' ? end.subset?.labels['version'] : undefined)));
  return versions.size === 1 ? [...versions][0] : undefined;
}

/**
 * The series of one side, as the gateway reports them: what callers outside see, retries and connection failures
 * counted, whether or not the backends have sidecars.
 *
 * Source: https://istio.io/latest/docs/reference/config/metrics/
 */
function series(set: RouteSet, sideId: string): string {
  const side = set.sides.find(({ id }) => id === sideId);
  const ends = side ? endsOn(side, set) : [];
  const hosts = [...new Set(ends.map(end => meshHost(end, set)))];
  const version = versionOf(ends);
  const others = set.sides.filter(({ id }) => id !== sideId).flatMap(other => endsOn(other, set));
  const mixed = others.some(
    end => hosts.includes(meshHost(end, set)) && (!version || (versionOf([end]) ?? version) === version),
  );
  if (hosts.length === 0 || mixed) return NOTHING;
  return [
    'reporter="source"',
    `source_workload_namespace="${set.cluster.gatewayNamespace}"`,
    `destination_service=~"${hosts.map(regexText).join('|')}"`,
    ...(version !== undefined ? [`destination_version="${version}"`] : []),
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
