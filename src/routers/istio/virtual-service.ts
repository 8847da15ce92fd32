import type { Backend } from '../../model/backend.js';
import { apiVersion } from '../../model/istio-api.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { hostSlug, ownMetadata } from '../../model/naming.js';
import type { Pin } from '../../model/pin.js';
import type { Route } from '../../model/route.js';
import { backendOn, pinnedSide, type RouteSet, type Side } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';

import { destination } from './destination.js';
import { bothHeaders, type IstioMatch, routeMatches } from './match.js';
import { pinHeaders } from './pins.js';
import { destinationHeaders, redirect, redirectTreatment, treatment } from './treatment.js';

function backendAt(side: Side, route: Route): Backend {
  const backend = backendOn(side, route);
  if (backend) return backend;
  throw new UserError(`Route "${route.name}" ends nowhere on side "${side.id}".`, 'Give it a backend or a redirect.');
}

type Ended = Readonly<Record<string, Json>>;

/** What each destination gets; a single one takes all and says no weight. */
function weighted(set: RouteSet, split: Split, end: (side: Side) => Ended): readonly Json[] {
  if (set.sides.length === 1) return set.sides.map(end);
  return set.sides.map(side => ({ ...end(side), weight: partsOf(split, side.id) / 100 }));
}

function httpEnd(route: Route, set: RouteSet): (side: Side) => Ended {
  return side => ({ destination: destination(backendAt(side, route), set), ...destinationHeaders(route, side, set) });
}

/** A route as its pinned requests see it: it stands before the weighted one, and all goes to one side. */
function pinnedRule(route: Route, pin: Pin, nth: number, set: RouteSet): Json {
  const gateways = set.gateways.filter(gateway => route.gateways.includes(gateway.name));
  const matches = routeMatches(route);
  const conditions = pinHeaders(pin, gateways);
  return {
    name: `${route.name}-pin-${nth + 1}`,
    match: (matches.length > 0 ? matches : [{}]).flatMap((match: IstioMatch) =>
      conditions.map(condition => ({ ...match, headers: bothHeaders(match.headers ?? {}, condition, route.name) })),
    ),
    route: [httpEnd(route, set)(pinnedSide(set, pin))],
    ...treatment(route, set),
  };
}

function httpRules(route: Route, set: RouteSet, split: Split): readonly Json[] {
  const matches = routeMatches(route);
  const match = matches.length > 0 ? { match: matches } : {};
  if (route.redirect) {
    return [{ name: route.name, ...match, redirect: redirect(route.redirect), ...redirectTreatment(route) }];
  }
  return [
    // With one side left there is nobody to keep apart.
    ...(set.sides.length > 1 ? set.pins.map((pin, nth) => pinnedRule(route, pin, nth, set)) : []),
    { name: route.name, ...match, route: weighted(set, split, httpEnd(route, set)), ...treatment(route, set) },
  ];
}

/** A last rule for what no route takes; a rule after one that takes everything would never be asked. */
function restRule(routes: readonly Route[], set: RouteSet): readonly Json[] {
  if (!set.rest?.backend || routes.some(takesAll)) return [];
  // On a host that is all gRPC, what no route names is gRPC too.
  const like = routes.every(route => route.protocol === 'grpc') ? routes[0] : undefined;
  const end = (like && backendOn(set.rest, like)) ?? set.rest.backend;
  return [{ name: 'rest', route: [{ destination: destination(end, set) }] }];
}

function takesAll(route: Route): boolean {
  const matches = routeMatches(route);
  return matches.length === 0 || matches.some(match => JSON.stringify(match) === '{"uri":{"prefix":"/"}}');
}

/** Connections that the gateway does not open are told apart by their server name only. */
function tlsRule(route: Route, set: RouteSet, split: Split): Json {
  const end = (side: Side): Ended => ({ destination: destination(backendAt(side, route), set) });
  return { match: [{ port: 443, sniHosts: [route.host] }], route: weighted(set, split, end) };
}

/** Whether a route listens on a gateway that leaves TLS to the backend. */
export function passesThrough(route: Route, set: RouteSet): boolean {
  return set.gateways.some(gateway => route.gateways.includes(gateway.name) && gateway.tls?.mode === 'PASSTHROUGH');
}

/** The set's hosts, in the order in which routes first name them. */
export function hostsOf(set: RouteSet): readonly string[] {
  return [...new Set(set.routes.map(route => route.host))];
}

/**
 * One VirtualService a host: Istio merges several of one host in no promised order.
 *
 * Source: https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services
 */
export function virtualServices(set: RouteSet, split: Split): readonly Manifest[] {
  return hostsOf(set).map(host => {
    const routes = set.routes.filter(route => route.host === host);
    const opened = routes.filter(route => !passesThrough(route, set));
    const passed = routes.filter(route => passesThrough(route, set));
    const gateways = [...new Set(routes.flatMap(route => route.gateways))];
    return {
      apiVersion: apiVersion('networking', set.cluster),
      kind: 'VirtualService',
      metadata: ownMetadata(set, hostSlug(host), 'split'),
      spec: {
        hosts: [host],
        gateways,
        ...(opened.length > 0 && {
          http: [...opened.flatMap(route => httpRules(route, set, split)), ...restRule(opened, set)],
        }),
        ...(passed.length > 0 && { tls: passed.map(route => tlsRule(route, set, split)) }),
      },
    };
  });
}
