import type { Sticky } from '../../model/backend.js';
import type { Json } from '../../model/manifest.js';
import type { Retries, Route } from '../../model/route.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';
import { serviceOf } from './backend-ref.js';
import { gatewayDuration } from './duration.js';

/** A route that asks for no timeout of its own still says so where the protocol wants none. */
function timeouts(route: Route): Json | undefined {
  const request = route.timeout ?? (route.protocol === 'websocket' ? 0 : undefined);
  const each = route.retries?.perTryTimeout;
  if (request === undefined && each === undefined) return undefined;
  return {
    ...(request !== undefined && { request: gatewayDuration(request) }),
    ...(each !== undefined && { backendRequest: gatewayDuration(each) }),
  };
}

/** Failures of the connection itself, on which implementations retry by themselves. */
const implied: readonly string[] = ['connect-failure', 'refused-stream', 'reset'];

/**
 * Envoy's retry conditions as status codes.
 *
 * Source: https://gateway-api.sigs.k8s.io/geps/gep-1731/
 */
function codes(on: readonly string[], route: Route): readonly number[] {
  return on.flatMap(condition => {
    if (implied.includes(condition)) return [];
    if (condition === 'gateway-error') return [502, 503, 504];
    if (/^[45]\d\d$/.test(condition)) return [Number(condition)];
    throw new UserError(
      `Route "${route.name}" retries on "${condition}", which Gateway API has no word for.`,
      `Write status codes, "gateway-error" or ${implied.map(name => `"${name}"`).join(', ')}.`,
    );
  });
}

function retry({ attempts, on }: Retries, route: Route): Json {
  const list = codes(on ?? [], route);
  return { ...(list.length > 0 && { codes: list }), attempts };
}

function persistence(sticky: Sticky, route: Route): Json {
  if (sticky.by !== 'cookie' || sticky.path !== undefined) {
    throw new UserError(
      `Route "${route.name}" keeps clients by ${sticky.by === 'cookie' ? 'a cookie with a path' : `their ${sticky.by}`}; Gateway API has a cookie of its own only, with the route’s path.`,
      'Write sticky.cookie(name, ttl).',
    );
  }
  return {
    sessionName: sticky.name,
    absoluteTimeout: gatewayDuration(sticky.ttl),
    type: 'Cookie',
    cookieConfig: { lifetimeType: 'Permanent' },
  };
}

/**
 * The session persistence of a rule. Between several sides it would outlive the split: a session stays where it
 * began, whatever the weights say, so no phase and no rollback would move it.
 *
 * Source: https://gateway-api.sigs.k8s.io/geps/gep-1619/#traffic-splitting
 */
export function sessionPersistence(route: Route, set: RouteSet): Json | undefined {
  const found = set.sides.flatMap(side => {
    const backend = backendOn(side, route);
    return backend ? (serviceOf(backend).sticky ?? []) : [];
  });
  if (found.length === 0) return undefined;
  if (set.sides.length > 1) {
    throw new UserError(
      `Route "${route.name}" keeps sessions while it is split; in Gateway API a session stays on its side even at weight 0.`,
      'Leave stickiness off until the migration is over, or pin by header or user.',
    );
  }
  return persistence(found[0]!, route);
}

/** What a rule says beside matches, filters and backends. */
export function treatment(route: Route, set: RouteSet): Readonly<Record<string, Json>> {
  const limits = timeouts(route);
  const session = sessionPersistence(route, set);
  return {
    ...(limits !== undefined && { timeouts: limits }),
    ...(route.retries && { retry: retry(route.retries, route) }),
    ...(session !== undefined && { sessionPersistence: session }),
  };
}
