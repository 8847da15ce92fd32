import type { Backend, ServiceBackend } from './backend.js';
import type { Match } from './match.js';
import type { Route } from './route.js';
import { meetsEdge, type RouteSet } from './route-set.js';

/** Something that a route, a backend or a plan can ask of a mechanism. */
export const features = [
  'protocol.websocket',
  'protocol.grpc',
  'path.exact',
  'path.prefix',
  'path.text',
  'path.regex',
  'match.methods',
  'match.headers',
  'match.query',
  'match.cookies',
  'timeout',
  'retries',
  'cors',
  'rewrite.path',
  'rewrite.path-before-edge',
  'rewrite.host',
  'redirect',
  'mirror',
  'fault',
  'request-headers',
  'response-headers',
  'backend.subset',
  'backend.namespace',
  'backend.host',
  'backend.edge',
  'backend.edge-address',
  'tls.upstream',
  'tls.passthrough',
  'tls.passthrough-http',
  'sticky',
  'outlier-detection',
  'connection-pool',
  'policy-namespace',
  'rest',
  'pin.header',
  'pin.cookie',
  'pin.user',
  'pin.cidr',
] as const;

export type Feature = (typeof features)[number];

/** A feature that is asked for, and by whom: a route, a side or a pin. */
export interface Need {
  readonly feature: Feature;
  readonly by: string;
}

function* ofMatch(match: Match): Iterable<Feature> {
  if (match.path) yield `path.${match.path.kind}`;
  if (match.methods) yield 'match.methods';
  if (match.headers) yield 'match.headers';
  if (match.query) yield 'match.query';
  if (match.cookies) yield 'match.cookies';
}

function* ofRoute(route: Route, toEdge: boolean): Iterable<Feature> {
  if (route.protocol !== 'http') yield `protocol.${route.protocol}`;
  for (const match of route.match) yield* ofMatch(match);
  // A WebSocket without a limit asks for nothing: it is what the protocol is.
  if (route.timeout !== undefined && !(route.protocol === 'websocket' && route.timeout === 0)) yield 'timeout';
  if (route.retries) yield 'retries';
  if (route.cors) yield 'cors';
  if (route.rewrite?.path !== undefined) yield toEdge ? 'rewrite.path-before-edge' : 'rewrite.path';
  if (route.rewrite?.host !== undefined) yield 'rewrite.host';
  if (route.redirect) yield 'redirect';
  if (route.mirror) yield 'mirror';
  if (route.fault) yield 'fault';
  if (route.requestHeaders) yield 'request-headers';
  if (route.responseHeaders) yield 'response-headers';
}

function* ofService(backend: ServiceBackend, namespace: string): Iterable<Feature> {
  const elsewhere = backend.namespace !== undefined && backend.namespace !== namespace;
  if (elsewhere) yield 'backend.namespace';
  if (backend.subset) yield 'backend.subset';
  if (
    elsewhere &&
    (backend.subset || backend.tls || backend.sticky || backend.outlierDetection || backend.connectionPool)
  ) {
    yield 'policy-namespace';
  }
}

function* ofBackend(backend: Backend, namespace: string): Iterable<Feature> {
  if (backend.kind === 'edge') {
    yield backend.through ? 'backend.edge' : 'backend.edge-address';
    if (backend.through) yield* ofBackend(backend.through, namespace);
    return;
  }
  if (backend.kind === 'host') yield 'backend.host';
  else yield* ofService(backend, namespace);
  if (backend.tls) yield 'tls.upstream';
  if (backend.sticky) yield 'sticky';
  if (backend.outlierDetection) yield 'outlier-detection';
  if (backend.connectionPool) yield 'connection-pool';
}

/** Whether a route reads or changes requests, for which somebody has to end TLS. */
function looksInside(route: Route, set: RouteSet): boolean {
  const asked = [...ofRoute(route, false)];
  return asked.length > 0 || set.pins.length > 0;
}

/** Everything that a route set asks of its mechanism, each feature with who asks for it. */
export function needsOf(set: RouteSet): readonly Need[] {
  const toEdge = meetsEdge(set);
  const needs: Need[] = [];
  const ask = (by: string, asked: Iterable<Feature>): void => {
    for (const feature of asked) needs.push({ feature, by });
  };
  for (const route of set.routes) {
    ask(`route "${route.name}"`, ofRoute(route, toEdge));
    if (route.backend) ask(`route "${route.name}"`, ofBackend(route.backend, set.tenant.name));
    if (route.mirror) ask(`mirror of "${route.name}"`, ofBackend(route.mirror.to, set.tenant.name));
  }
  // Without routes a side is only a name, that a controller understands.
  const ends = set.routes.length > 0 ? set.sides : [];
  for (const side of ends) if (side.backend) ask(`side "${side.id}"`, ofBackend(side.backend, set.tenant.name));
  if (set.rest && set.routes.length > 0) ask(`side "${set.rest.id}"`, ['rest']);
  for (const pin of set.pins) ask(`a pin by ${pin.kind}`, [`pin.${pin.kind}`]);
  for (const gateway of set.gateways) {
    const used = set.routes.some(route => route.gateways.includes(gateway.name));
    if (used && gateway.tls?.mode === 'PASSTHROUGH') ask(`gateway "${gateway.name}"`, ['tls.passthrough']);
    for (const route of set.routes) {
      const http = gateway.tls?.mode === 'PASSTHROUGH' && route.gateways.includes(gateway.name);
      if (http && looksInside(route, set)) ask(`route "${route.name}"`, ['tls.passthrough-http']);
    }
  }
  return needs;
}
