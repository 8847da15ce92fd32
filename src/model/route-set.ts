import type { Backend } from './backend.js';
import type { Cluster } from './cluster.js';
import type { Gateway } from './gateway.js';
import type { Pin } from './pin.js';
import type { Route } from './route.js';
import type { Tenant } from './tenant.js';

/** One end of a split. */
export interface Side {
  /** What the split calls it. */
  readonly id: string;
  /** Where its requests end; `undefined`: at each route's own backend. */
  readonly backend?: Backend;
}

/** Routes that are split alike and change together: those of one migration in one tenant, with all that they stand in. */
export interface RouteSet {
  /** The migration's name; `routes` for routes that are in none. */
  readonly name: string;
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  /** The tenant's gateways. */
  readonly gateways: readonly Gateway[];
  readonly routes: readonly Route[];
  /** What the split names, in its order. A migration has the old side first, then the new one. */
  readonly sides: readonly Side[];
  /** Takes requests to the set's hosts that no route takes. `undefined`: the mechanism answers them itself, with 404. */
  readonly rest?: Side;
  /** Who is on one side whatever the weights say. */
  readonly pins: readonly Pin[];
  /** The phase, for the annotation; `undefined` outside a migration. */
  readonly phase?: string;
}

/** The backend of a route on a side; `undefined` for a route that redirects. */
export function backendOn(side: Side, route: Route): Backend | undefined {
  if (route.redirect) return undefined;
  const { backend } = side;
  if (route.protocol === 'grpc' && backend?.kind === 'edge' && backend.grpc)
    return { ...backend, through: backend.grpc };
  return backend ?? route.backend;
}

/** Whether one of the sides is an edge, which gets requests as they came. */
export function meetsEdge(set: RouteSet): boolean {
  return set.sides.some(side => side.backend?.kind === 'edge');
}

/** The side that a pin means: the first is old, the last is new. */
export function pinnedSide(set: RouteSet, pin: Pin): Side {
  return pin.side === 'old' ? set.sides[0]! : set.sides[set.sides.length - 1]!;
}

/**
 * The set as a mechanism takes it that moves whole hosts and never sees a request, such as DNS: what routes do with
 * requests is left to the gateways on both sides.
 */
export function wholeHosts(set: RouteSet): RouteSet {
  const { rest: _, ...others } = set;
  const bare = ({ name, host, gateways }: Route): Route => ({ name, host, gateways, protocol: 'http', match: [] });
  return { ...others, gateways: [], routes: set.routes.map(bare) };
}
