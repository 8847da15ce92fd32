import type { Manifest } from '../../model/manifest.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet, type Side } from '../../model/route-set.js';
import { ALL } from '../../model/share.js';
import { partsOf, type Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';
import { type Annotations, PREFIX, treatment } from './annotations.js';
import { externalNames, ingressBackend, reachable } from './backend.js';
import { ingress } from './ingress.js';
import { leadsTo } from './read.js';
import { checkPaths } from './routes.js';

/** How the one side that a route is on is spoken to: its protocol, its name, and what its certificate must be. */
function spokenTo(side: Side, route: Route, set: RouteSet): Annotations {
  const backend = backendOn(side, route)!;
  const end = reachable(backend);
  const isEdge = backend.kind === 'edge';
  const base = treatment(isEdge ? { ...route, rewrite: undefined } : route, { ...set, sides: [side] });
  const { tls } = end;
  if (!tls) return base;
  if (tls.secret === undefined) {
    throw new UserError(
      `"${end.id}" speaks TLS, and nothing says by whom it is known.`,
      'Name the Secret with the CA: tls.secret.',
    );
  }
  const name = tls.sni ?? (end.kind === 'host' ? end.host : end.name);
  return {
    ...base,
    [`${PREFIX}backend-protocol`]: route.protocol === 'grpc' ? 'GRPCS' : 'HTTPS',
    [`${PREFIX}proxy-ssl-secret`]: `${set.tenant.name}/${tls.secret}`,
    [`${PREFIX}proxy-ssl-verify`]: 'on',
    [`${PREFIX}proxy-ssl-name`]: name,
    [`${PREFIX}proxy-ssl-server-name`]: 'on',
  };
}

/**
 * One Ingress a route, to the side that has all. The two sides' Services have names of their own: nginx keeps the
 * addresses of one whose type changes until it reloads.
 *
 * Source: https://github.com/kubernetes/ingress-nginx/issues/8308
 */
export function handover(set: RouteSet, split: Split, className: string): readonly Manifest[] {
  checkPaths(set.routes);
  const side = set.sides.find(({ id }) => partsOf(split, id) === ALL)!;
  const backends = set.routes.flatMap(route => set.sides.map(of => backendOn(of, route)!));
  const made = set.routes.map(route =>
    ingress(route, set, {
      name: route.name,
      className,
      annotations: spokenTo(side, route, set),
      backend: ingressBackend(backendOn(side, route)!, set),
      carries: 'split',
    }),
  );
  return [...externalNames(backends, set), ...made];
}

/** The side that all of the set's routes lead to. */
export function readHandover(found: readonly Manifest[], set: RouteSet): Split | undefined {
  const at = set.sides.find(side =>
    set.routes.every(route =>
      leadsTo(
        found.find(
          ({ kind, metadata }) =>
            kind === 'Ingress' && metadata.name === route.name && metadata.namespace === set.tenant.name,
        ),
        side,
        route,
        set,
      ),
    ),
  );
  return at && set.routes.length > 0
    ? set.sides.map(({ id }) => ({ backend: id, parts: id === at.id ? ALL : 0 }))
    : undefined;
}
