import type { Json, Manifest } from '../../model/manifest.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet, type Side } from '../../model/route-set.js';
import { ALL, type Parts } from '../../model/share.js';
import { type Split, sameSplit } from '../../model/split.js';
import { PREFIX } from './annotations.js';
import { reachable, serviceName } from './backend.js';
import { pathsOf } from './ingress.js';
import { CANARY } from './routes.js';

interface Rule {
  readonly host?: string;
  readonly http?: {
    readonly paths?: readonly {
      readonly path?: string;
      readonly backend?: {
        readonly service?: { readonly name?: string; readonly port?: { readonly number?: number } };
      };
    }[];
  };
}

function ingressOf(name: string, set: RouteSet, found: readonly Manifest[]): Manifest | undefined {
  return found.find(
    ({ kind, metadata }) => kind === 'Ingress' && metadata.name === name && metadata.namespace === set.tenant.name,
  );
}

/** Whether an Ingress leads all of a route's paths to a side. */
export function leadsTo(object: Manifest | undefined, side: Side, route: Route, set: RouteSet): boolean {
  const spec = object?.['spec'] as (Json & { readonly rules?: readonly Rule[] }) | undefined;
  const backend = backendOn(side, route)!;
  const paths = spec?.rules?.find(({ host }) => host === route.host)?.http?.paths ?? [];
  return pathsOf(route).every(({ path }) => {
    const service = paths.find(of => of.path === path)?.backend?.service;
    return service?.name === serviceName(backend, set) && service.port?.number === reachable(backend).port;
  });
}

/** The canary's share, as the controller counts it: a total below 100 is 100, and no weight is above the total. */
function partsOfCanary({ metadata }: Manifest): Parts | undefined {
  const said = (name: string): string | undefined => metadata.annotations?.[`${PREFIX}${name}`];
  if (said('canary') !== 'true') return undefined;
  const [weight, total] = [said('canary-weight') ?? '0', said('canary-weight-total') ?? '100'];
  if (!/^-?\d+$/.test(weight) || !/^\d+$/.test(total)) return undefined;
  const whole = Math.max(100, Number(total));
  const parts = (Math.min(whole, Math.max(0, Number(weight))) * ALL) / whole;
  return Number.isInteger(parts) ? parts : undefined;
}

function splitOf(route: Route, set: RouteSet, found: readonly Manifest[]): Split | undefined {
  const [from, to] = set.sides;
  if (!leadsTo(ingressOf(route.name, set, found), from!, route, set)) return undefined;
  if (!to) return [{ backend: from!.id, parts: ALL }];
  const second = ingressOf(`${route.name}${CANARY}`, set, found);
  const parts = second && leadsTo(second, to, route, set) ? partsOfCanary(second) : undefined;
  if (parts === undefined) return undefined;
  return [
    { backend: from!.id, parts: ALL - parts },
    { backend: to.id, parts },
  ];
}

/** The split that all of the set's routes have. */
export function readSplit(found: readonly Manifest[], set: RouteSet): Split | undefined {
  const splits = set.routes.map(route => splitOf(route, set, found));
  const [first] = splits;
  return first && splits.every(split => split && sameSplit(split, first)) ? first : undefined;
}
