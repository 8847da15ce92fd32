import { groupOf, type Manifest } from '../../model/manifest.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { ALL } from '../../model/share.js';
import { type Split, sameSplit } from '../../model/split.js';
import { ruleName } from './apisix-route.js';
import { type End, endOf } from './upstream.js';

interface Rule {
  readonly name?: string;
  readonly backends?: readonly {
    readonly serviceName?: string;
    readonly servicePort?: number;
    readonly weight?: number;
  }[];
  readonly upstreams?: readonly { readonly name?: string; readonly weight?: number }[];
}

/** The controller's weight for ends that say none. */
const UNSAID = 100;

function idOf(end: End): string {
  return end.kind === 'service' ? `${end.name}:${end.port}` : end.name;
}

function splitOf(rule: Rule, route: Route, set: RouteSet): Split | undefined {
  const ends = [
    ...(rule.backends ?? []).map(of => [`${of.serviceName}:${of.servicePort}`, of.weight ?? UNSAID] as const),
    ...(rule.upstreams ?? []).map(of => [`${of.name}`, of.weight ?? UNSAID] as const),
  ];
  // One end takes all, whatever its weight.
  const left = new Map(ends.length === 1 ? [[ends[0]![0], 1]] : ends);
  const sum = [...left.values()].reduce((all, weight) => all + weight, 0);
  const split = set.sides.map(side => {
    const id = idOf(endOf(backendOn(side, route)!, set));
    const weight = left.get(id) ?? 0;
    left.delete(id);
    return { backend: side.id, parts: (weight * ALL) / sum };
  });
  return left.size === 0 && split.every(({ parts }) => Number.isInteger(parts)) ? split : undefined;
}

/** The split that the objects enact for a set: the one that all weighted rules of all of its routes have. */
export function readSplit(found: readonly Manifest[], set: RouteSet): Split | undefined {
  let common: Split | undefined;
  for (const route of set.routes) {
    const object = found.find(
      ({ kind, apiVersion, metadata }) =>
        kind === 'ApisixRoute' &&
        groupOf(apiVersion) === 'apisix.apache.org' &&
        metadata.namespace === set.tenant.name &&
        metadata.name === route.name,
    );
    const spec = object?.['spec'] as { readonly http?: readonly Rule[] } | undefined;
    for (let nth = 0; nth < Math.max(1, route.match.length); nth++) {
      const rule = spec?.http?.find(({ name }) => name === ruleName(route, nth));
      const split = rule && splitOf(rule, route, set);
      if (!split || (common && !sameSplit(common, split))) return undefined;
      common = split;
    }
  }
  return common;
}
