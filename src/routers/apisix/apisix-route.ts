import type { Json, Manifest } from '../../model/manifest.js';
import type { Match } from '../../model/match.js';
import { ownMetadata } from '../../model/naming.js';
import type { Route } from '../../model/route.js';
import { backendOn, pinnedSide, type RouteSet, type Side } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';
import { pinned, ruleMatch } from './match.js';
import { checkOrder } from './order.js';
import { endOf } from './upstream.js';

/** What a rule sends to, each end with its per cent. */
function ends(route: Route, set: RouteSet, sides: readonly Side[], weightOf: (side: Side) => number): Json {
  const all = sides.map(side => {
    const backend = backendOn(side, route);
    if (!backend) {
      throw new UserError(`Route "${route.name}" ends nowhere on side "${side.id}".`, 'Give it a backend.');
    }
    return { end: endOf(backend, set), weight: weightOf(side) };
  });
  const backends = all.flatMap(({ end, weight }) =>
    end.kind === 'service' ? [{ serviceName: end.name, servicePort: end.port, weight }] : [],
  );
  const upstreams = all.flatMap(({ end, weight }) => (end.kind === 'external' ? [{ name: end.name, weight }] : []));
  return { ...(backends.length > 0 && { backends }), ...(upstreams.length > 0 && { upstreams }) };
}

/** The name of the weighted rule of a route's nth match. */
export function ruleName(route: Route, nth: number): string {
  return nth === 0 ? route.name : `${route.name}-${nth + 1}`;
}

/** Rules of one path go by priority: pins before the weighted rule, earlier routes before later ones. */
function rules(route: Route, set: RouteSet, split: Split, base: number): readonly Json[] {
  const matches: readonly Match[] = route.match.length > 0 ? route.match : [{}];
  const pins = set.sides.length > 1 ? set.pins : [];
  const gateways = set.gateways.filter(({ name }) => route.gateways.includes(name));
  const weights = ends(route, set, set.sides, side => partsOf(split, side.id) / 100) as Record<string, Json>;
  return matches.flatMap((match, nth) => [
    ...pins.map((pin, i) => ({
      name: `${ruleName(route, nth)}-pin-${i + 1}`,
      priority: base + pins.length - i,
      match: ruleMatch(route, match, pinned(pin, gateways)),
      ...(ends(route, set, [pinnedSide(set, pin)], () => 100) as Record<string, Json>),
    })),
    { name: ruleName(route, nth), priority: base, match: ruleMatch(route, match), ...weights },
  ]);
}

/**
 * One ApisixRoute a route.
 *
 * Source: https://apisix.apache.org/docs/ingress-controller/references/apisix_route_v2
 */
export function apisixRoutes(
  set: RouteSet,
  split: Split,
  ingressClass: Readonly<Record<string, Json>>,
): readonly Manifest[] {
  checkOrder(set.routes);
  const room = set.pins.length + 1;
  return set.routes.map((route, at) => ({
    apiVersion: 'apisix.apache.org/v2',
    kind: 'ApisixRoute',
    metadata: ownMetadata(set, route.name, 'split'),
    spec: { ...ingressClass, http: rules(route, set, split, (set.routes.length - at) * room) },
  }));
}
