import { groupOf, type Json, type Manifest } from '../../model/manifest.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { sameJson } from '../../model/same-json.js';
import { ALL } from '../../model/share.js';
import { type Split, sameSplit } from '../../model/split.js';
import { backendRef } from './backend-ref.js';
import { grpcMatches } from './grpc.js';
import { httpMatches } from './match.js';
import { type GatewayApiOptions, GROUP } from './options.js';
import { kindOf, type RouteKind } from './routes.js';
import type { Rule } from './rules.js';

interface End {
  readonly name?: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
}

function endId(end: End, set: RouteSet): string {
  return `${end.namespace ?? set.tenant.name}/${end.name}:${end.port}`;
}

/** The split of one rule, or `undefined` when it sends to a Service that is on no side, or in finer parts than ours. */
function splitOf(rule: Rule, route: Route, set: RouteSet): Split | undefined {
  const ends = (rule.backendRefs ?? []) as readonly End[];
  const inAll = ends.reduce((sum, end) => sum + (end.weight ?? 1), 0);
  const left = new Map(ends.map(end => [endId(end, set), end.weight ?? 1]));
  const split = set.sides.map(side => {
    const id = endId(backendRef(backendOn(side, route)!, set), set);
    const weight = left.get(id) ?? 0;
    left.delete(id);
    return { backend: side.id, parts: (weight * ALL) / inAll };
  });
  return left.size === 0 && split.every(share => Number.isInteger(share.parts)) ? split : undefined;
}

/** What a rule must match to be the weighted one, each match apart, since a rewrite puts them into rules of their own. */
function wanted(route: Route, kind: RouteKind): readonly Json[] {
  if (kind === 'TLSRoute') return [{}];
  return kind === 'GRPCRoute' ? grpcMatches(route) : httpMatches(route);
}

function weightedRules(route: Route, set: RouteSet, found: readonly Manifest[], options: GatewayApiOptions) {
  const kind = kindOf(route, set, options);
  const object = found.find(
    manifest =>
      manifest.kind === kind &&
      groupOf(manifest.apiVersion) === GROUP &&
      manifest.metadata.namespace === set.tenant.name &&
      manifest.metadata.name === route.name,
  );
  const spec = object?.['spec'] as { readonly rules?: readonly Rule[] } | undefined;
  const ours = wanted(route, kind);
  return (spec?.rules ?? []).filter(rule =>
    (rule.matches ?? [{}]).every(match => ours.some(own => sameJson(own, match))),
  );
}

/** The split that the objects enact for a set: the one that all weighted rules of all of its routes have. */
export function readSplit(found: readonly Manifest[], set: RouteSet, options: GatewayApiOptions): Split | undefined {
  let common: Split | undefined;
  for (const route of set.routes) {
    if (route.redirect) continue;
    const rules = weightedRules(route, set, found, options);
    if (rules.length === 0) return undefined;
    for (const rule of rules) {
      const split = splitOf(rule, route, set);
      if (!split || (common && !sameSplit(common, split))) return undefined;
      common = split;
    }
  }
  return common;
}
