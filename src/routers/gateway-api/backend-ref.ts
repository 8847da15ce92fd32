import type { Backend, ServiceBackend } from '../../model/backend.js';
import type { Json } from '../../model/manifest.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';

/** The Service where requests for a backend go: an edge is reached through its own. */
export function serviceOf(backend: Backend): ServiceBackend {
  if (backend.kind === 'service') return backend;
  if (backend.kind === 'edge' && backend.through) return serviceOf(backend.through);
  throw new UserError(
    `Gateway API cannot send to "${backend.id}": a backend is a Service of the cluster.`,
    'Put a Service in front of it, with EndpointSlices of its own, and name that one.',
  );
}

/** A `BackendObjectReference` with its defaults written out, as the API server stores it. */
export function backendRef(backend: Backend, set: RouteSet): Readonly<Record<string, Json>> {
  const { name, namespace, port } = serviceOf(backend);
  return {
    group: '',
    kind: 'Service',
    name,
    ...(namespace !== undefined && namespace !== set.tenant.name && { namespace }),
    port,
  };
}

/** Every Service that the set's routes may send to, each once. */
export function servicesOf(set: RouteSet): readonly ServiceBackend[] {
  const found = new Map<string, ServiceBackend>();
  for (const route of set.routes) {
    for (const backend of [...set.sides.map(side => backendOn(side, route)), route.mirror?.to]) {
      if (!backend) continue;
      const end = serviceOf(backend);
      found.set(JSON.stringify(end), end);
    }
  }
  return [...found.values()];
}
