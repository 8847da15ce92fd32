import type { Backend } from '../../model/backend.js';
import { backendOn, type RouteSet, type Side } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';

/** Where the name points for a side. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

const IP = /^[\d.]+$|:/;

function targetOf(backend: Backend, set: RouteSet): Target {
  if (backend.kind === 'edge') {
    if (backend.through) return targetOf(backend.through, set);
    throw new UserError(
      `The port of edge "${backend.id}" is not known.`,
      'Give it `through`: a service() or a host() with its port.',
    );
  }
  if (backend.kind === 'service') {
    if (backend.subset) {
      throw new UserError(
        `"${backend.id}" means a part of the Pods of Service "${backend.name}"; a name means them all.`,
        'Make a Service of these Pods.',
      );
    }
    const { name, namespace = set.tenant.name, port } = backend;
    return { host: `${name}.${namespace}.svc.${set.cluster.domain}`, port };
  }
  if (IP.test(backend.host) || backend.addresses) {
    throw new UserError(
      `"${backend.id}" is reached by IP address; an ExternalName Service only knows names.`,
      'Give it a DNS name, or make a Service with EndpointSlices of your own and name that one.',
    );
  }
  return { host: backend.host, port: backend.port };
}

/** The one end of a side. */
function endOf(side: Side, set: RouteSet): Target {
  const backends = side.backend ? [side.backend] : set.routes.flatMap(route => backendOn(side, route) ?? []);
  const ends = backends.map(backend => targetOf(backend, set));
  const [first] = ends;
  if (!first) {
    throw new UserError(
      `Side "${side.id}" ends nowhere.`,
      'Give the migration a `to` that is a service() or a host().',
    );
  }
  const other = ends.find(({ host, port }) => host !== first.host || port !== first.port);
  if (!other) return first;
  throw new UserError(
    `Side "${side.id}" ends at ${first.host}:${first.port} and at ${other.host}:${other.port}; one name points at one end.`,
    'Make a migration of each Service.',
  );
}

/**
 * The end of each side, in the set's order.
 * @throws UserError when a name cannot stand for them: it translates no port, and two sides must be told apart.
 */
export function targetsOf(set: RouteSet): readonly Target[] {
  const targets = set.sides.map(side => endOf(side, set));
  const [first] = targets;
  const at = targets.findIndex(({ port }) => port !== first!.port);
  if (at >= 0) {
    throw new UserError(
      `Side "${set.sides[0]!.id}" listens on port ${first!.port} and side "${set.sides[at]!.id}" on ${targets[at]!.port}; callers of a name keep their port.`,
      'Put a Service with the same port in front of one of them.',
    );
  }
  if (new Set(targets.map(({ host }) => host)).size === targets.length) return targets;
  throw new UserError(`All sides of "${set.name}" end at ${first!.host}.`, 'Move to another Service or host.');
}
