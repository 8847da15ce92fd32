import { cookieRegex, literal } from '../../model/cookie-regex.js';
import type { Json } from '../../model/manifest.js';
import type { Match, PathMatch, TextMatch } from '../../model/match.js';
import type { Pin } from '../../model/pin.js';
import type { Protocol, Route } from '../../model/route.js';
import { UserError } from '../../model/user-error.js';

/** A condition on one header or query parameter. */
export interface Condition {
  readonly [field: string]: Json | undefined;
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

/** An `HTTPRouteMatch` with its defaults written out, as the API server stores it. */
export interface HttpMatch {
  readonly [field: string]: Json | undefined;
  readonly path: { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value: string };
  readonly headers?: readonly Condition[];
  readonly queryParams?: readonly Condition[];
  readonly method?: string;
}

/** The whole text, whether the implementation searches or compares. */
const whole = (regex: string): string => `^(?:${regex})$`;

function condition(name: string, match: TextMatch): Condition {
  switch (match.kind) {
    case 'exact':
      return { type: 'Exact', name, value: match.value };
    case 'prefix':
      return { type: 'RegularExpression', name, value: whole(`${literal(match.value)}.*`) };
    case 'regex':
      return { type: 'RegularExpression', name, value: whole(match.value) };
    case 'present':
      return { type: 'RegularExpression', name, value: whole('.*') };
  }
}

const cookie = (name: string, match: TextMatch): Condition => ({
  type: 'RegularExpression',
  name: 'cookie',
  value: whole(cookieRegex(name, match)),
});

function pathMatch(path: PathMatch | undefined): HttpMatch['path'] {
  switch (path?.kind) {
    case undefined:
      return { type: 'PathPrefix', value: '/' };
    case 'exact':
      return { type: 'Exact', value: path.value };
    case 'prefix':
      return { type: 'PathPrefix', value: path.value };
    case 'text':
      return { type: 'RegularExpression', value: whole(`${literal(path.value)}.*`) };
    case 'regex':
      return { type: 'RegularExpression', value: whole(path.value) };
  }
}

/**
 * What makes a request one of a protocol.
 *
 * Sources: https://www.rfc-editor.org/rfc/rfc9110#section-7.8,
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
const protocolHeaders: Readonly<Record<Protocol, readonly Condition[]>> = {
  http: [],
  websocket: [{ type: 'RegularExpression', name: 'upgrade', value: whole('(?i)websocket') }],
  grpc: [{ type: 'RegularExpression', name: 'content-type', value: whole('application/grpc.*') }],
};

/** Joins conditions on headers: the API counts the first of a name and ignores the others. */
function together(route: Route, conditions: readonly Condition[]): readonly Condition[] {
  const names = conditions.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return conditions;
  throw new UserError(
    `Route "${route.name}" needs two conditions on header "${twice}" at once, and Gateway API keeps one.`,
    'Drop one of them, or say both in one regular expression.',
  );
}

/** Conditions of the match itself on headers, those of the protocol apart. */
export function ownHeaders(match: Match): readonly Condition[] {
  return [
    ...Object.entries(match.headers ?? {}).map(([name, value]) => condition(name.toLowerCase(), value)),
    ...Object.entries(match.cookies ?? {}).map(([name, value]) => cookie(name, value)),
  ];
}

/** The conditions that tell a pinned request, one for each way of being pinned. */
export function pinConditions(pin: Exclude<Pin, { kind: 'cidr' }>): readonly Condition[] {
  switch (pin.kind) {
    case 'header':
      return [{ type: 'Exact', name: pin.name, value: pin.value }];
    case 'cookie':
      return [cookie(pin.name, { kind: 'exact', value: pin.value })];
    case 'user':
      return pin.ids.map(value => ({ type: 'Exact', name: pin.header, value }));
  }
}

/** The matches of a route, narrowed to pinned requests when a pin's condition is given. */
export function httpMatches(route: Route, pinned?: Condition): readonly HttpMatch[] {
  const matches: readonly Match[] = route.match.length > 0 ? route.match : [{}];
  return matches.flatMap(match => {
    const headers = together(route, [
      ...ownHeaders(match),
      ...protocolHeaders[route.protocol],
      ...(pinned ? [pinned] : []),
    ]);
    const queryParams = Object.entries(match.query ?? {}).map(([name, value]) => condition(name, value));
    const one: HttpMatch = {
      path: pathMatch(match.path),
      ...(headers.length > 0 && { headers }),
      ...(queryParams.length > 0 && { queryParams }),
    };
    return match.methods ? match.methods.map(method => ({ ...one, method })) : [one];
  });
}
