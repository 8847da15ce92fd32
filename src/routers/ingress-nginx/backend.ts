import type { Backend, HostBackend, ServiceBackend } from '../../model/backend.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { hostSlug, ownMetadata } from '../../model/naming.js';
import type { RouteSet } from '../../model/route-set.js';
import { dnsLabel } from '../../model/tenant.js';
import { UserError } from '../../model/user-error.js';

export function reachable(backend: Backend): ServiceBackend | HostBackend {
  if (backend.kind !== 'edge') return backend;
  if (backend.through) return backend.through;
  throw new UserError(`An Ingress cannot reach edge "${backend.id}".`, 'Give it `through`: a service() or a host().');
}

/** The host that an ExternalName Service stands for; `undefined` for a Service of the tenant's own. */
export function outsideHost(backend: Backend, { tenant, cluster }: RouteSet): string | undefined {
  const end = reachable(backend);
  if (end.kind === 'host') return end.host;
  const { name, namespace } = end;
  return namespace === undefined || namespace === tenant.name
    ? undefined
    : `${name}.${namespace}.svc.${cluster.domain}`;
}

/** The Service that an Ingress names: a backend elsewhere has an ExternalName Service of its own, under a name of its own. */
export function serviceName(backend: Backend, set: RouteSet): string {
  const end = reachable(backend);
  const host = outsideHost(backend, set);
  return host === undefined ? (end as ServiceBackend).name : `to-${hostSlug(host)}`;
}

/** `backend` of an Ingress. */
export function ingressBackend(backend: Backend, set: RouteSet): Json {
  return { service: { name: serviceName(backend, set), port: { number: reachable(backend).port } } };
}

/**
 * A name for a host outside the namespace, since an Ingress names Services of its own one only. The controller looks
 * the name up itself; loopback addresses and IP addresses are no names.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 */
export function externalNames(backends: readonly Backend[], set: RouteSet): readonly Manifest[] {
  const ports = new Map<string, { readonly host: string; readonly ports: Set<number> }>();
  for (const backend of backends) {
    const host = outsideHost(backend, set);
    if (host === undefined) continue;
    const end = reachable(backend);
    if (/^[\d.]+$/.test(host) || host.includes(':') || host === 'localhost') {
      throw new UserError(`"${host}" is no name that a Service may stand for.`, 'Give the backend a DNS name.');
    }
    if (end.kind === 'host' && end.addresses) {
      throw new UserError(
        `"${end.id}" is dialled at fixed addresses, which ExternalName has no place for.`,
        'Drop them.',
      );
    }
    const name = dnsLabel(serviceName(backend, set), 'the Service that stands for a host');
    const known = ports.get(name) ?? { host, ports: new Set<number>() };
    known.ports.add(end.port);
    ports.set(name, known);
  }
  return [...ports].map(([name, { host, ports: of }]) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: ownMetadata(set, name),
    spec: {
      type: 'ExternalName',
      externalName: host,
      ports: [...of].map(port => ({ name: `port-${port}`, port, protocol: 'TCP', targetPort: port })),
    },
  }));
}
