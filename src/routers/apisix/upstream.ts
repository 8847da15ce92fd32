import type { Backend } from '../../model/backend.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { hostSlug, ownMetadata } from '../../model/naming.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';

/** Where a rule sends requests: a Service of the namespace, or an ApisixUpstream that names a host. */
export type End =
  | { readonly kind: 'service'; readonly name: string; readonly port: number }
  | { readonly kind: 'external'; readonly name: string; readonly host: string; readonly port: number };

/** A Service of another namespace is reached by its name in cluster DNS: an ApisixRoute only takes those beside it. */
export function endOf(backend: Backend, set: RouteSet): End {
  if (backend.kind === 'edge') {
    if (backend.through) return endOf(backend.through, set);
    throw new UserError(`APISIX cannot reach edge "${backend.id}".`, 'Give it `through`: a service() or a host().');
  }
  if (backend.kind === 'service') {
    const { name, namespace = set.tenant.name, port } = backend;
    if (namespace === set.tenant.name) return { kind: 'service', name, port };
    return external(`${name}.${namespace}.svc.${set.cluster.domain}`, port);
  }
  if (backend.addresses) {
    throw new UserError(
      `"${backend.id}" is reached by addresses in place of DNS; an ApisixUpstream names a host.`,
      'Leave the addresses out, or make a Service with EndpointSlices of your own.',
    );
  }
  return external(backend.host, backend.port);
}

function external(host: string, port: number): End {
  return { kind: 'external', name: `${hostSlug(host)}-${port}`, host, port };
}

/**
 * One ApisixUpstream for each host that the set sends to. They come first: an upstream that is missing is left out of a
 * route, and its share goes to the others.
 *
 * Source: https://github.com/apache/apisix-ingress-controller/blob/v1.8.4/pkg/providers/apisix/translation/apisix_route.go
 */
export function upstreams(set: RouteSet, ingressClass: Readonly<Record<string, Json>>): readonly Manifest[] {
  const ends = set.routes.flatMap(route =>
    set.sides.flatMap(side => {
      const backend = backendOn(side, route);
      return backend ? [endOf(backend, set)] : [];
    }),
  );
  const byName = new Map(ends.flatMap(end => (end.kind === 'external' ? [[end.name, end] as const] : [])));
  return [...byName.values()].map(({ name, host, port }) => ({
    apiVersion: 'apisix.apache.org/v2',
    kind: 'ApisixUpstream',
    metadata: ownMetadata(set, name),
    spec: { ...ingressClass, externalNodes: [{ type: 'Domain', name: host, port }], passHost: 'pass' },
  }));
}
