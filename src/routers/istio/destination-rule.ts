import type { BackendPolicy, HostBackend, ServiceBackend, Sticky, UpstreamTls } from '../../model/backend.js';
import { secondsDuration } from '../../model/duration.js';
import { groupBy } from '../../model/group-by.js';
import { apiVersion } from '../../model/istio-api.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { hostSlug, ownMetadata } from '../../model/naming.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';

import { meshHost, reachable } from './destination.js';

type End = ServiceBackend | HostBackend;

/** Every Service and host that the set's routes may send to, each once. */
export function endsOf(set: RouteSet): readonly End[] {
  const ends = new Map<string, End>();
  for (const route of set.routes) {
    const backends = set.sides.map(side => backendOn(side, route));
    for (const backend of [...backends, route.mirror?.to]) {
      if (!backend) continue;
      const end = reachable(backend);
      ends.set(JSON.stringify(end), end);
    }
  }
  return [...ends.values()];
}

function stickiness(sticky: Sticky): Json {
  switch (sticky.by) {
    case 'cookie': {
      const { name, path, ttl } = sticky;
      return { httpCookie: { name, ...(path !== undefined && { path }), ttl: secondsDuration(ttl) } };
    }
    case 'header':
      return { httpHeaderName: sticky.name };
    case 'query':
      return { httpQueryParameterName: sticky.name };
    case 'address':
      return { useSourceIp: true };
  }
}

function tls(of: UpstreamTls, host: string): Json {
  return {
    mode: of.mode,
    ...(of.secret !== undefined && { credentialName: of.secret }),
    sni: of.sni ?? host,
    subjectAltNames: of.subjectAltNames ?? [of.sni ?? host],
  };
}

function trafficPolicy(
  { connectionPool: pool, outlierDetection, sticky, tls: upstream }: BackendPolicy,
  host: string,
): Json {
  const { maxConnections, connectTimeout, ...http } = pool ?? {};
  const tcp = {
    ...(maxConnections !== undefined && { maxConnections }),
    ...(connectTimeout !== undefined && { connectTimeout }),
  };
  const requests = {
    ...(http.maxPendingRequests !== undefined && { http1MaxPendingRequests: http.maxPendingRequests }),
    ...(http.maxRequests !== undefined && { http2MaxRequests: http.maxRequests }),
    ...(http.maxRequestsPerConnection !== undefined && { maxRequestsPerConnection: http.maxRequestsPerConnection }),
  };
  return {
    ...(sticky && { loadBalancer: { consistentHash: stickiness(sticky) } }),
    ...(pool && {
      connectionPool: {
        ...(Object.keys(tcp).length > 0 && { tcp }),
        ...(Object.keys(requests).length > 0 && { http: requests }),
      },
    }),
    ...(outlierDetection && { outlierDetection: { ...outlierDetection } }),
    ...(upstream && { tls: tls(upstream, host) }),
  };
}

function hasPolicy(end: End): boolean {
  return Boolean(end.sticky || end.connectionPool || end.outlierDetection || end.tls);
}

function subset(end: End, host: string): Json | undefined {
  if (end.kind !== 'service' || !end.subset) return undefined;
  const { name, labels } = end.subset;
  return { name, labels, ...(hasPolicy(end) && { trafficPolicy: trafficPolicy(end, host) }) };
}

/** The policy of all of a host's endpoints: that of the one backend that means them all. */
function wholePolicy(ends: readonly End[], host: string): Json | undefined {
  const whole = ends.filter(end => (end.kind !== 'service' || !end.subset) && hasPolicy(end));
  const policies = whole.map(end => trafficPolicy(end, host));
  const [first, ...others] = policies;
  if (others.some(other => JSON.stringify(other) !== JSON.stringify(first))) {
    throw new UserError(
      `Two routes treat the connections to "${host}" in different ways.`,
      'Give both backends the same policy: a DestinationRule holds for the whole host.',
    );
  }
  return first;
}

/**
 * One DestinationRule a host that has subsets or a policy.
 *
 * Source: https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
export function destinationRules(set: RouteSet): readonly Manifest[] {
  const byHost = groupBy(endsOf(set), end => meshHost(end, set));
  return [...byHost].flatMap(([host, ends]) => {
    const policy = wholePolicy(ends, host);
    const subsets = ends.map(end => subset(end, host)).filter(found => found !== undefined);
    if (policy === undefined && subsets.length === 0) return [];
    const [first] = ends;
    return [
      {
        apiVersion: apiVersion('networking', set.cluster),
        kind: 'DestinationRule',
        metadata: ownMetadata(set, first!.kind === 'service' ? first!.name : hostSlug(host)),
        spec: { host, ...(policy !== undefined && { trafficPolicy: policy }), ...(subsets.length > 0 && { subsets }) },
      },
    ];
  });
}
