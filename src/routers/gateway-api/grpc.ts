import type { Json } from '../../model/manifest.js';
import type { Match } from '../../model/match.js';
import type { Route } from '../../model/route.js';
import { type Condition, ownHeaders } from './match.js';

/** A `GRPCRouteMatch`. Both fields missing: every call. */
export interface GrpcMatch {
  readonly [field: string]: Json | undefined;
  readonly method?: { readonly type: 'Exact'; readonly service: string; readonly method?: string };
  readonly headers?: readonly Condition[];
}

const CALL = /^\/([A-Za-z_][\w.]*)(?:\/([A-Za-z_]\w*))?$/;

/**
 * The service and method that a path means: a call's path is `/package.Service/Method`.
 *
 * Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
function methodOf({ path }: Match): GrpcMatch['method'] | 'every' | undefined {
  if (!path || (path.kind === 'prefix' && path.value === '/')) return 'every';
  const [, service, method] = CALL.exec(path.value) ?? [];
  if (service === undefined || path.kind === 'text' || path.kind === 'regex') return undefined;
  if (method !== undefined) return { type: 'Exact', service, method };
  return path.kind === 'prefix' ? { type: 'Exact', service } : undefined;
}

/** Whether a GRPCRoute can say all that a route asks: it has no timeouts, retries, CORS, rewrites and redirects. */
export function fitsGrpcRoute(route: Route): boolean {
  const { protocol, timeout, retries, cors, rewrite, redirect } = route;
  if (protocol !== 'grpc' || timeout !== undefined || retries || cors || rewrite || redirect) return false;
  return route.match.every(match => !match.query && !match.methods && methodOf(match) !== undefined);
}

/** The matches of a route that fits a GRPCRoute. */
export function grpcMatches(route: Route, pinned?: Condition): readonly GrpcMatch[] {
  const matches: readonly Match[] = route.match.length > 0 ? route.match : [{}];
  return matches.map(match => {
    const method = methodOf(match);
    const headers = [...ownHeaders(match), ...(pinned ? [pinned] : [])];
    return { ...(method !== 'every' && { method }), ...(headers.length > 0 && { headers }) };
  });
}
