import type { Backend, HostBackend, ServiceBackend, UpstreamTls } from '../../model/backend.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet, type Side } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';

/** Where a route's requests end on one side. */
export interface End {
  /** Names its location and its upstream. No route's name has a dot, so no two are alike. */
  readonly name: string;
  readonly side: Side;
  readonly route: Route;
  /** What is dialled: `api.acme.svc.cluster.local:80`. */
  readonly servers: readonly string[];
  readonly tls?: Required<Pick<UpstreamTls, 'mode' | 'sni'>> & Pick<UpstreamTls, 'secret'>;
  /** An edge gets requests as they came. */
  readonly isEdge: boolean;
  /**
   * Whether the old side stands in where this end does not answer. Not for itself, and not for gRPC: nginx passes its
   * calls on without keeping them, so a second backend would get an empty one.
   */
  readonly hasStandIn: boolean;
}

function reachable(backend: Backend): ServiceBackend | HostBackend {
  if (backend.kind !== 'edge') return backend;
  if (backend.through) return backend.through;
  throw new UserError(`The proxy cannot reach edge "${backend.id}".`, 'Give it `through`: a service() or a host().');
}

function tlsOf(end: ServiceBackend | HostBackend, host: string): End['tls'] {
  const { tls } = end;
  if (!tls) return undefined;
  const sni = tls.sni ?? host;
  const names = tls.subjectAltNames ?? [sni];
  if (names.length !== 1 || names[0] !== sni) {
    throw new UserError(
      `"${end.id}" may show a certificate of ${names.join(', ')}; nginx asks for the name that it sends, ${sni}.`,
      'Drop `subjectAltNames`, or set `sni` to the name in the certificate.',
    );
  }
  if (tls.mode === 'MUTUAL' && tls.secret === undefined) {
    throw new UserError(`"${end.id}" wants a client certificate, and none is named.`, 'Name its Secret: tls.secret.');
  }
  return { mode: tls.mode, sni, ...(tls.secret !== undefined && { secret: tls.secret }) };
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function endOf(route: Route, side: Side, set: RouteSet): End {
  const backend = backendOn(side, route)!;
  const end = reachable(backend);
  const { tenant, cluster } = set;
  const host = end.kind === 'host' ? end.host : `${end.name}.${end.namespace ?? tenant.name}.svc.${cluster.domain}`;
  const addresses = end.kind === 'host' && end.addresses ? end.addresses.map(bracketed) : [host];
  const tls = tlsOf(end, host);
  return {
    name: `${route.name}.${side.id}`,
    side,
    route,
    servers: addresses.map(address => `${address}:${end.port}`),
    ...(tls && { tls }),
    isEdge: backend.kind === 'edge',
    hasStandIn: side !== set.sides[0] && route.protocol !== 'grpc',
  };
}

/** The ends of a route, the old side's first. */
export function endsOf(route: Route, set: RouteSet): readonly End[] {
  return route.redirect ? [] : set.sides.map(side => endOf(route, side, set));
}

const REST = 'rest';

/** What no route takes goes where it went, as it came. */
export function restOf(set: RouteSet): End | undefined {
  if (!set.rest) return undefined;
  const route: Route = { name: REST, host: '*', gateways: [], protocol: 'http', match: [] };
  return { ...endOf(route, set.rest, set), hasStandIn: false };
}

/** @throws UserError when a name cannot stand in nginx' configuration, or means something else there. */
export function checkNames(set: RouteSet): void {
  for (const { id } of set.sides) {
    if (/^[A-Za-z0-9._-]+$/.test(id)) continue;
    throw new UserError(
      `Side "${id}" cannot be named in nginx’ configuration.`,
      'Give it an id of letters and digits.',
    );
  }
  if (set.routes.some(({ name }) => name === REST)) {
    throw new UserError(`Route "${REST}" has the name of what no route takes.`, 'Give it another name.');
  }
}
