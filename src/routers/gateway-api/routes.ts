import type { Json, Manifest } from '../../model/manifest.js';
import { hostSlug, ownMetadata } from '../../model/naming.js';
import type { Route } from '../../model/route.js';
import type { RouteSet } from '../../model/route-set.js';
import { ALL } from '../../model/share.js';
import type { Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';
import { fitsGrpcRoute } from './grpc.js';
import { apiVersion, type GatewayApiOptions } from './options.js';
import { parentRefs } from './parents.js';
import { checkOrder } from './precedence.js';
import { rulesOf, tlsRules } from './rules.js';

export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute';

function passesThrough(route: Route, set: RouteSet): boolean {
  return set.gateways.some(gateway => route.gateways.includes(gateway.name) && gateway.tls?.mode === 'PASSTHROUGH');
}

/**
 * The kind of object that a route becomes. HTTPRoutes and GRPCRoutes of one host exclude each other, so a host has
 * GRPCRoutes only when all of its routes fit.
 *
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute
 */
export function kindOf(route: Route, set: RouteSet, { regex }: GatewayApiOptions): RouteKind {
  if (passesThrough(route, set)) return 'TLSRoute';
  if (route.protocol !== 'grpc') return 'HTTPRoute';
  const odd = set.routes.find(
    other => other.host === route.host && !passesThrough(other, set) && !fitsGrpcRoute(other),
  );
  if (!odd) return 'GRPCRoute';
  if (regex) return 'HTTPRoute';
  throw new UserError(
    `Route "${route.name}" is gRPC, and "${odd.name}" of the same host fits no GRPCRoute; one host has one kind only.`,
    'Give gRPC a host of its own without timeout, retries, CORS, rewrite and redirect, or declare `regex: true` to tell it by its content type.',
  );
}

/** For each host one more route, less specific than any other, that takes what they leave. */
function restOf(set: RouteSet, options: GatewayApiOptions): readonly Manifest[] {
  const { rest, ...others } = set;
  if (!rest) return [];
  const hosts = new Map(set.routes.filter(route => !passesThrough(route, set)).map(route => [route.host, route]));
  return [...hosts].flatMap(([host, like]) => {
    if (set.routes.some(route => route.host === host && route.match.length === 0 && route.protocol === like.protocol)) {
      return [];
    }
    const protocol = kindOf(like, set, options) === 'GRPCRoute' ? 'grpc' : 'http';
    const route: Route = { name: `rest-${hostSlug(host)}`, host, gateways: like.gateways, protocol, match: [] };
    const whole = [{ backend: rest.id, parts: ALL }];
    return routeObjects({ ...others, routes: [route], sides: [rest], pins: [] }, whole, options);
  });
}

/** One object a route: an object holds 16 rules at most, and a new route leaves the others as they are. */
export function routeObjects(set: RouteSet, split: Split, options: GatewayApiOptions): readonly Manifest[] {
  checkOrder(set.routes.filter(route => !passesThrough(route, set)));
  const objects = set.routes.map(route => {
    const kind = kindOf(route, set, options);
    const rules: readonly Json[] =
      kind === 'TLSRoute' ? tlsRules(route, set, split) : rulesOf(route, kind, set, split, options);
    return {
      apiVersion: apiVersion(kind, options),
      kind,
      metadata: ownMetadata(set, route.name, 'split'),
      spec: {
        parentRefs: parentRefs(route, set, options),
        ...(route.host !== '*' && { hostnames: [route.host] }),
        rules,
      },
    };
  });
  return [...objects, ...restOf(set, options)];
}
