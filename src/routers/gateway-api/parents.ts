import type { Gateway } from '../../model/gateway.js';
import type { Json } from '../../model/manifest.js';
import { hostSlug } from '../../model/naming.js';
import type { Route } from '../../model/route.js';
import type { RouteSet } from '../../model/route-set.js';
import { claims } from '../../model/tenant.js';
import { UserError } from '../../model/user-error.js';
import { type GatewayApiOptions, GROUP } from './options.js';

/** What a listener speaks; `tls` is passed through. */
export type Scheme = 'http' | 'https' | 'tls';

/** The name of a host's listener. */
export function listenerName(scheme: Scheme, host: string): string {
  return `${scheme}-${hostSlug(host)}`;
}

export function parentRef(name: string, namespace: string | undefined, sectionName: string | undefined): Json {
  return {
    group: GROUP,
    kind: 'Gateway',
    ...(namespace !== undefined && { namespace }),
    name,
    ...(sectionName !== undefined && { sectionName }),
  };
}

/** The listeners of a gateway that serve: a port that only redirects has a route of its own. */
function serving({ http, tls }: Gateway): readonly Scheme[] {
  const open: Scheme[] = http === 'serve' ? ['http'] : [];
  return tls ? [...open, tls.mode === 'PASSTHROUGH' ? 'tls' : 'https'] : open;
}

/**
 * What a route attaches to: each listener whose host meets the route's.
 * @throws UserError when there is none.
 */
export function parentRefs(route: Route, set: RouteSet, { parent }: GatewayApiOptions): readonly Json[] {
  if (parent) return [parentRef(parent.name, parent.namespace, parent.listener)];
  const refs = set.gateways
    .filter(gateway => route.gateways.includes(gateway.name))
    .flatMap(gateway =>
      gateway.hosts
        .filter(host => claims(host, route.host) || claims(route.host, host))
        .flatMap(host =>
          serving(gateway).map(scheme => parentRef(gateway.name, undefined, listenerName(scheme, host))),
        ),
    );
  if (refs.length > 0) return refs;
  throw new UserError(
    `Route "${route.name}" of ${route.host} attaches to no listener of ${route.gateways.join(', ') || 'any gateway'}.`,
    'Add the host to a gateway of the route, and open HTTPS or plain HTTP on it.',
  );
}
