import { groupOf, type Json, type Manifest } from '../../model/manifest.js';
import { hostSlug } from '../../model/naming.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { ALL } from '../../model/share.js';
import { type Split, sameSplit } from '../../model/split.js';
import { type Destination, destination } from './destination.js';
import { passesThrough } from './virtual-service.js';

interface Weighted {
  readonly destination?: {
    readonly host?: string;
    readonly subset?: string;
    readonly port?: { readonly number?: number };
  };
  readonly weight?: number;
}

interface Rule {
  readonly name?: string;
  readonly match?: readonly { readonly sniHosts?: readonly string[] }[];
  readonly route?: readonly Weighted[];
}

interface VirtualServiceSpec {
  readonly http?: readonly Rule[];
  readonly tls?: readonly Rule[];
}

function ruleOf(route: Route, set: RouteSet, found: readonly Manifest[]): Rule | undefined {
  const object = found.find(
    manifest =>
      manifest.kind === 'VirtualService' &&
      groupOf(manifest.apiVersion) === 'networking.istio.io' &&
      manifest.metadata.namespace === set.tenant.name &&
      manifest.metadata.name === hostSlug(route.host),
  );
  const spec = object?.['spec'] as (Json & VirtualServiceSpec) | undefined;
  if (passesThrough(route, set)) return spec?.tls?.find(rule => rule.match?.[0]?.sniHosts?.includes(route.host));
  return spec?.http?.find(rule => rule.name === route.name);
}

/** Fields are compared one by one: an object that an API server gives back has its keys in another order. */
function goesTo({ destination: seen }: Weighted, wanted: Destination): boolean {
  return seen?.host === wanted.host && seen.subset === wanted.subset && seen.port?.number === wanted.port.number;
}

/** The split of one rule, or `undefined` when it sends to a destination that is on no side. */
function splitOf(rule: Rule, route: Route, set: RouteSet): Split | undefined {
  const ends = rule.route ?? [];
  const total = ends.reduce((sum, end) => sum + (end.weight ?? 0), 0);
  const shares = set.sides.map(side => {
    const wanted = destination(backendOn(side, route)!, set);
    const at = ends.findIndex(end => goesTo(end, wanted));
    if (at < 0) return { at, share: { backend: side.id, parts: 0 } };
    // Weights are relative, whatever they sum to; a single destination takes all.
    const parts = ends.length === 1 ? ALL : ((ends[at]!.weight ?? 0) * ALL) / total;
    return { at, share: { backend: side.id, parts } };
  });
  const taken = new Set(shares.map(({ at }) => at));
  if (ends.some((_, at) => !taken.has(at))) return undefined;
  const split = shares.map(({ share }) => share);
  const whole = split.every(share => Number.isInteger(share.parts));
  return whole && split.reduce((sum, share) => sum + share.parts, 0) === ALL ? split : undefined;
}

/** The split that the objects enact for a set: the one that all of its routes have. */
export function readSplit(found: readonly Manifest[], set: RouteSet): Split | undefined {
  let common: Split | undefined;
  for (const route of set.routes) {
    if (route.redirect) continue;
    const rule = ruleOf(route, set, found);
    const split = rule && splitOf(rule, route, set);
    if (!split || (common && !sameSplit(common, split))) return undefined;
    common = split;
  }
  return common;
}
