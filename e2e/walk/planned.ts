import type { Route } from '../../src/model/route.js';
import { backendOn, type RouteSet } from '../../src/model/route-set.js';
import { ALL } from '../../src/model/share.js';
import { partsOf, type Split, split } from '../../src/model/split.js';
import { destination } from '../../src/routers/istio/destination.js';
import { backendName } from '../istio/destinations.js';
import type { HeldRoute } from '../servers/envoy-admin.js';

/** The planned split of one route, in the names that our backends answer with. */
export function plannedFor(route: Route, set: RouteSet, shares: Split): Split {
  return split(
    set.sides.map(side => ({
      backend: backendName(destination(backendOn(side, route)!, set)),
      parts: partsOf(shares, side.id),
    })),
  );
}

/** The same split as Envoy holds it: clusters are `outbound|port|subset|host`. */
export function heldBy({ weights }: HeldRoute): Split {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights.map(({ cluster, weight }) => {
    const [, , subset, host] = cluster.split('|');
    return { backend: backendName({ host: host!, subset: subset || undefined }), parts: (weight * ALL) / total };
  });
}

/** Whether two splits share alike; who gets nothing need not be named. */
export function shareAlike(a: Split, b: Split): boolean {
  const names = new Set([...a, ...b].map(share => share.backend));
  return [...names].every(name => partsOf(a, name) === partsOf(b, name));
}

/** Whether every route of a set has the planned weights in Envoy, in each place where it stands. */
export function planHeld(held: readonly HeldRoute[], set: RouteSet, shares: Split): boolean {
  return set.routes
    .filter(route => !route.redirect)
    .every(route => {
      const found = held.filter(({ name, domains }) => name === route.name && domains.includes(route.host));
      return found.length > 0 && found.every(one => shareAlike(heldBy(one), plannedFor(route, set, shares)));
    });
}
