import type { Backend, HostBackend, ServiceBackend } from '../../model/backend.js';
import type { Json } from '../../model/manifest.js';
import type { RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';

/** What the mesh sends requests to: an edge is reached through its Service or host. */
export function reachable(backend: Backend): ServiceBackend | HostBackend {
  if (backend.kind !== 'edge') return backend;
  if (backend.through) return backend.through;
  throw new UserError(`The mesh cannot reach edge "${backend.id}".`, 'Give it `through`: a service() or a host().');
}

/**
 * The host as the mesh's registry knows it. Services are written in full, since a short name means the namespace of
 * the object that it stands in.
 *
 * Source: https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination
 */
export function meshHost(backend: Backend, set: Pick<RouteSet, 'tenant' | 'cluster'>): string {
  const end = reachable(backend);
  if (end.kind === 'host') return end.host;
  return `${end.name}.${end.namespace ?? set.tenant.name}.svc.${set.cluster.domain}`;
}

/** A `destination` of VirtualService. */
export interface Destination {
  readonly [field: string]: Json | undefined;
  readonly host: string;
  readonly subset?: string;
  readonly port: { readonly number: number };
}

export function destination(backend: Backend, set: Pick<RouteSet, 'tenant' | 'cluster'>): Destination {
  const end = reachable(backend);
  return {
    host: meshHost(end, set),
    ...(end.kind === 'service' && end.subset && { subset: end.subset.name }),
    port: { number: end.port },
  };
}
