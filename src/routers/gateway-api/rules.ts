import type { Json } from '../../model/manifest.js';
import type { Route } from '../../model/route.js';
import { backendOn, pinnedSide, type RouteSet, type Side } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';
import { backendRef } from './backend-ref.js';
import { filters, sideFilters } from './filters.js';
import { grpcMatches } from './grpc.js';
import { type Condition, type HttpMatch, httpMatches, pinConditions } from './match.js';
import { type GatewayApiOptions, namesRules } from './options.js';
import { sessionPersistence, treatment } from './treatment.js';

/** A rule of any kind of route, as data that is read back too. */
export interface Rule {
  readonly [field: string]: Json | undefined;
  readonly matches?: readonly Json[];
  readonly backendRefs?: readonly Json[];
}

/** One end of a rule, with what it gets beside the others. */
interface End {
  readonly side: Side;
  readonly weight: number;
}

function backendRefs(route: Route, set: RouteSet, ends: readonly End[]): readonly Json[] {
  const sides = ends.map(({ side }) => side);
  return ends.map(({ side, weight }) => {
    const backend = backendOn(side, route);
    if (!backend) {
      throw new UserError(
        `Route "${route.name}" ends nowhere on side "${side.id}".`,
        'Give it a backend or a redirect.',
      );
    }
    const own = sideFilters(route, side, sides);
    return { ...backendRef(backend, set), weight, ...(own.length > 0 && { filters: own }) };
  });
}

/** What each side gets; the only one gets all, which is the API's weight of 1. */
function sharing(set: RouteSet, split: Split): readonly End[] {
  const alone = set.sides.length === 1;
  return set.sides.map(side => ({ side, weight: alone ? 1 : partsOf(split, side.id) }));
}

/** The rules that send a route's requests to some ends; `pinned` narrows them. A path rewrite allows one match a rule. */
function httpRules(route: Route, set: RouteSet, ends: readonly End[], pinned?: readonly Condition[]): readonly Rule[] {
  const matches = pinned ? pinned.flatMap(one => httpMatches(route, one)) : httpMatches(route);
  const sides = ends.map(({ side }) => side);
  const each: readonly (readonly HttpMatch[])[] =
    route.rewrite?.path === undefined ? [matches] : matches.map(match => [match]);
  return each.map(some => {
    const done = filters(route, some[0]!, set, sides);
    return {
      matches: some,
      ...(done.length > 0 && { filters: done }),
      ...(!route.redirect && { backendRefs: backendRefs(route, set, ends), ...treatment(route, set) }),
    };
  });
}

function grpcRules(route: Route, set: RouteSet, ends: readonly End[], pinned?: readonly Condition[]): readonly Rule[] {
  const matches = pinned ? pinned.flatMap(one => grpcMatches(route, one)) : grpcMatches(route);
  const every = matches.some(match => Object.keys(match).length === 0);
  const done = filters(
    route,
    httpMatches(route)[0]!,
    set,
    ends.map(({ side }) => side),
  );
  const session = sessionPersistence(route, set);
  return [
    {
      ...(!every && { matches }),
      ...(done.length > 0 && { filters: done }),
      backendRefs: backendRefs(route, set, ends),
      ...(session !== undefined && { sessionPersistence: session }),
    },
  ];
}

/** The rule of connections that are passed through: they are told apart by their server name only. */
export function tlsRules(route: Route, set: RouteSet, split: Split): readonly Rule[] {
  return [{ backendRefs: backendRefs(route, set, sharing(set, split)) }];
}

const LIMITS = { rules: 16, matches: 64, inAll: 128 };

/** @throws UserError when a route is larger than its object may be. */
function sized(rules: readonly Rule[], route: Route): readonly Rule[] {
  const matches = rules.map(rule => rule.matches?.length ?? 1);
  const inAll = matches.reduce((sum, count) => sum + count, 0);
  if (rules.length <= LIMITS.rules && Math.max(...matches) <= LIMITS.matches && inAll <= LIMITS.inAll) return rules;
  throw new UserError(
    `Route "${route.name}" needs ${rules.length} rules with ${inAll} matches, ${Math.max(...matches)} in one; Gateway API allows ${LIMITS.rules}, ${LIMITS.inAll} and ${LIMITS.matches}.`,
    'Make several routes of it, or pin fewer users.',
  );
}

/** A route's rules: those of its pins stand first and are the more specific ones, the weighted ones are last. */
export function rulesOf(
  route: Route,
  kind: 'HTTPRoute' | 'GRPCRoute',
  set: RouteSet,
  split: Split,
  options: GatewayApiOptions,
): readonly Rule[] {
  const make = kind === 'GRPCRoute' ? grpcRules : httpRules;
  const pins = set.sides.length > 1 && !route.redirect ? set.pins.filter(pin => pin.kind !== 'cidr') : [];
  const name = (rules: readonly Rule[], base: string): readonly Rule[] =>
    namesRules(options)
      ? rules.map((rule, i) => ({ name: rules.length === 1 ? base : `${base}-${i + 1}`, ...rule }))
      : rules;
  return sized(
    [
      ...pins.flatMap((pin, i) =>
        name(
          make(route, set, [{ side: pinnedSide(set, pin), weight: 1 }], pinConditions(pin)),
          `${route.name}-pin-${i + 1}`,
        ),
      ),
      ...name(make(route, set, sharing(set, split)), route.name),
    ],
    route,
  );
}
