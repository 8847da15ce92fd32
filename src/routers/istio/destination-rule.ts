import type {
  BackendPolicy,
  HostBackend,
  OutlierDetection,
  ServiceBackend,
  Sticky,
  UpstreamTls,
} from '../../model/backend.js';
import { milliseconds, secondsDuration } from '../../model/duration.js';
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
  if (of.mode === 'MUTUAL' && of.secret === undefined) {
    throw new UserError(`MUTUAL TLS to "${host}" has no client certificate.`, 'Name the secret that holds it.');
  }
  return {
    mode: of.mode,
    // Before 1.21 nothing is verified unless a CA is named.
    ...(of.secret === undefined ? { caCertificates: 'system' } : { credentialName: of.secret }),
    sni: of.sni ?? host,
    subjectAltNames: of.subjectAltNames ?? [of.sni ?? host],
  };
}

/** A duration that people wrote, as proxies read it: they know no day and no week. */
function proxyDuration(text: string): string {
  return secondsDuration(milliseconds(text));
}

function ejection({ interval, baseEjectionTime, ...counts }: OutlierDetection): Json {
  return {
    ...counts,
    ...(interval !== undefined && { interval: proxyDuration(interval) }),
    ...(baseEjectionTime !== undefined && { baseEjectionTime: proxyDuration(baseEjectionTime) }),
  };
}

function trafficPolicy(
  { connectionPool: pool, outlierDetection, sticky, tls: upstream }: BackendPolicy,
  host: string,
): Json {
  const { maxConnections, connectTimeout, ...http } = pool ?? {};
  const tcp = {
    ...(maxConnections !== undefined && { maxConnections }),
    ...(connectTimeout !== undefined && { connectTimeout: proxyDuration(connectTimeout) }),
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
    ...(outlierDetection && { outlierDetection: ejection(outlierDetection) }),
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

/** A host's subsets, each name once: several routes may use one on several ports. */
function subsetsOf(ends: readonly End[], host: string): readonly Json[] {
  const byName = new Map<string, Json>();
  for (const end of ends) {
    const found = subset(end, host);
    if (found === undefined || end.kind !== 'service' || !end.subset) continue;
    const before = byName.get(end.subset.name);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(found)) {
      throw new UserError(
        `Subset "${end.subset.name}" of "${host}" has two meanings.`,
        'Give both backends the same labels and policy, or one subset another name.',
      );
    }
    byName.set(end.subset.name, found);
  }
  return [...byName.values()];
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
    const subsets = subsetsOf(ends, host);
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
