import type { Json } from '../../model/manifest.js';
import { ALL } from '../../model/share.js';
import type { End, Outcome } from '../plane.js';
import { location } from './redirect.js';
import type { Place, Registry } from './registry.js';
import type { Taken } from './route-table.js';
import type { SeenRequest } from './seen-request.js';
import { at, fields, items, number, text } from './shape.js';
import { matchesText, readTextMatch } from './text-match.js';
import { headerEdits, hostOf, normal, treatmentOf } from './treatment.js';

/** What happens, and what it takes for granted. */
export interface Acted {
  readonly outcome: Outcome;
  readonly assumes: readonly string[];
}

const unknown = (because: string): Acted => ({ outcome: { kind: 'unknown', because }, assumes: [] });

/** The ends of some weighted destinations. */
export function endsOf(
  routes: readonly Json[],
  place: (destination: Json | undefined) => Place,
): Acted | readonly End[] {
  const weights = routes.map(route => (routes.length === 1 ? 1 : (number(at(route, 'weight')) ?? 0)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return unknown('what becomes of destinations without any weight: istiod refuses them');
  const places = routes.map(route => place(at(route, 'destination')));
  const open = places.find((where, i) => where.unknown !== undefined && weights[i]! > 0);
  if (open?.unknown !== undefined) return unknown(open.unknown);
  return routes.map((route, i) => {
    const { to, missing, policy } = places[i]!;
    const headers = normal(headerEdits(at(route, 'headers')));
    const host = hostOf(at(route, 'headers'));
    const own = {
      ...(headers !== undefined && { headers }),
      ...(host !== undefined && { host }),
      ...(policy !== undefined && { policy: normal(policy) }),
    };
    return {
      to,
      parts: (weights[i]! * ALL) / total,
      ...(missing !== undefined && { missing }),
      ...(Object.keys(own).length > 0 && { treatment: own }),
    };
  });
}

/** The answer to a browser that asks before it calls; `undefined` when the request is none, or goes on all the same. */
function preflight(cors: Json | undefined, request: SeenRequest): Acted | undefined {
  const origin = request.headers.get('origin');
  if (cors === undefined || request.method !== 'OPTIONS' || !origin) return undefined;
  if (!request.headers.get('access-control-request-method')) return undefined;
  const old = items(at(cors, 'allowOrigin')).map(exact => ({ exact }));
  const origins = (at(cors, 'allowOrigins') === undefined ? old : items(at(cors, 'allowOrigins'))).map(readTextMatch);
  const verdicts = origins.flatMap(match => [matchesText(match, '*'), matchesText(match, origin)]);
  if (verdicts.includes(undefined)) return unknown('an origin whose expression RE2 refuses');
  const allowed = verdicts.includes(true);
  if (!allowed && at(cors, 'unmatchedPreflights') !== 'IGNORE') return undefined;
  const treatment = allowed ? { allowed: origin, cors: normal(cors) ?? null } : undefined;
  return { outcome: { kind: 'direct', status: 200, ...(treatment && { treatment }) }, assumes: [] };
}

function forwarded(taken: Taken, request: SeenRequest, place: (of: Json | undefined) => Place): Acted {
  const { spec } = taken.rule;
  const routes = items(spec['route']);
  if (routes.length === 0) return unknown(`${taken.rule.at} leads nowhere: istiod refuses it`);
  const ends = endsOf(routes, place);
  if (!('length' in ends)) return ends;
  const treatment = treatmentOf(spec, taken.match, request, place);
  if (!treatment) return unknown(`${taken.rule.at} rewrites with an expression that RE2 refuses`);
  // A destination that sets Host rewrites it only where the rule does not.
  const rewritesHost = text(at(spec['rewrite'], 'authority')) ?? hostOf(spec['headers']);
  const single = ends.length === 1 ? (text(at(ends[0]!.treatment, 'host')) ?? undefined) : undefined;
  const host = rewritesHost ?? single ?? treatment.host;
  const assumes = routes.flatMap((route, i) =>
    ends[i]!.parts > 0 ? (place(at(route, 'destination')).assumes ?? []) : [],
  );
  return { outcome: { kind: 'backends', ends, treatment: { ...treatment, host } }, assumes: [...new Set(assumes)] };
}

const STATUSES = new Set([301, 302, 303, 307, 308]);

/** What a rule does with the request that it has taken. */
export function act(taken: Taken, request: SeenRequest, registry: Registry, from: string | undefined): Acted {
  const { spec } = taken.rule;
  const redirect = spec['redirect'];
  const direct = spec['directResponse'];
  const place = (of: Json | undefined): Place => registry.place(of, request.port, from);
  const asked = preflight(spec['corsPolicy'], request);
  if (asked) return asked;
  const others = {
    ...(spec['headers'] !== undefined && { headers: normal(spec['headers']) }),
    ...(spec['fault'] !== undefined && { fault: normal(spec['fault']) }),
    ...(spec['corsPolicy'] !== undefined && { cors: normal(spec['corsPolicy']) }),
  };
  const treatment = Object.keys(others).length > 0 ? { treatment: others } : {};
  if (redirect !== undefined) {
    const status = number(at(redirect, 'redirectCode')) || 301;
    if (!STATUSES.has(status)) return unknown(`what a redirect with status ${status} does: istiod refuses it`);
    const isTls = request.scheme === 'https';
    return {
      outcome: { kind: 'redirect', status, location: location(redirect, request, isTls), ...treatment },
      assumes: [],
    };
  }
  if (direct !== undefined) {
    const body = text(at(direct, 'body', 'string')) ?? text(at(direct, 'body', 'bytes'));
    const status = number(fields(direct)['status']) ?? 0;
    return { outcome: { kind: 'direct', status, ...(body !== undefined && { body }), ...treatment }, assumes: [] };
  }
  return forwarded(taken, request, place);
}
