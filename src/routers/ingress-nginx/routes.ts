import type { Backend } from '../../model/backend.js';
import type { Manifest } from '../../model/manifest.js';
import { hostSlug } from '../../model/naming.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';
import { canary, treatment } from './annotations.js';
import { externalNames, ingressBackend } from './backend.js';
import { ingress, pathsOf } from './ingress.js';

export const CANARY = '-canary';

/** What no route takes of a host: its own Ingress, unless a route takes everything. */
function restRoutes(set: RouteSet): readonly Route[] {
  if (!set.rest) return [];
  const hosts = [...new Set(set.routes.map(({ host }) => host))];
  return hosts.flatMap(host => {
    const own = set.routes.filter(route => route.host === host);
    const whole = own.some(route => pathsOf(route).some(({ path, pathType }) => path === '/' && pathType !== 'Exact'));
    const gateways = [...new Set(own.flatMap(route => route.gateways))];
    return whole ? [] : [{ name: `${hostSlug(host)}-rest`, host, gateways, protocol: 'http', match: [] } as const];
  });
}

/** Of two Ingresses for one path the controller takes the older one, and of two canaries the first; the rest is lost. */
export function checkPaths(routes: readonly Route[]): void {
  const seen = new Map<string, string>();
  const names = new Set(routes.map(({ name }) => name));
  for (const route of routes) {
    for (const { path, pathType } of pathsOf(route)) {
      const key = `${route.host} ${pathType} ${path}`;
      const other = seen.get(key);
      if (other !== undefined) {
        throw new UserError(
          `Routes "${other}" and "${route.name}" both take ${path} of "${route.host}"; an Ingress tells them apart by nothing else.`,
          'Give them different paths, or make them one route.',
        );
      }
      seen.set(key, route.name);
    }
    if (route.name.endsWith(CANARY) && names.has(route.name.slice(0, -CANARY.length))) {
      throw new UserError(`Route "${route.name}" has the name of another route’s canary.`, 'Give it another name.');
    }
  }
}

/** The first Ingress of each route leads to the old side, the second one, its canary, to the new side. */
export function ingresses(set: RouteSet, split: Split, className: string): readonly Manifest[] {
  const rest = restRoutes(set);
  checkPaths([...set.routes, ...rest]);
  const [from, to] = set.sides;
  const used: Backend[] = [];
  const use = (backend: Backend): Backend => {
    used.push(backend);
    return backend;
  };
  const made = set.routes.flatMap(route => {
    const first = ingress(route, set, {
      name: route.name,
      className,
      annotations: treatment(route, set),
      backend: ingressBackend(use(backendOn(from!, route)!), set),
      carries: 'nothing',
    });
    if (!to) return [first];
    const second = ingress(route, set, {
      name: `${route.name}${CANARY}`,
      className,
      annotations: canary(set, partsOf(split, to.id)),
      backend: ingressBackend(use(backendOn(to, route)!), set),
      carries: 'split',
    });
    return [first, second];
  });
  const others = rest.map(route =>
    ingress(route, set, {
      name: route.name,
      className,
      annotations: treatment(route, set),
      backend: ingressBackend(use(set.rest!.backend!), set),
      carries: 'nothing',
    }),
  );
  return [...externalNames(used, set), ...made, ...others];
}
