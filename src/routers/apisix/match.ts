import { literal } from '../../model/cookie-regex.js';
import type { Gateway } from '../../model/gateway.js';
import type { Json } from '../../model/manifest.js';
import type { Match, PathMatch, TextMatch } from '../../model/match.js';
import type { Pin } from '../../model/pin.js';
import type { Route } from '../../model/route.js';
import { UserError } from '../../model/user-error.js';

type Scope = 'Header' | 'Query' | 'Cookie' | 'Path';

/** Expressions are PCRE and search, so they are tied to both ends. */
const whole = (regex: string): Json => ({ op: 'RegexMatch', value: `^(?:${regex})$` });

function condition(scope: Scope, name: string | undefined, match: TextMatch): Json {
  const test: Readonly<Record<TextMatch['kind'], (value: string) => Json>> = {
    exact: value => ({ op: 'Equal', value }),
    prefix: value => whole(`${literal(value)}.*`),
    regex: whole,
    present: () => whole('.*'),
  };
  const compared = test[match.kind](match.kind === 'present' ? '' : match.value) as Readonly<Record<string, Json>>;
  return { subject: { scope, ...(name !== undefined && { name }) }, ...compared };
}

/** The URIs that the router's tree holds. A star stands for any rest; whole segments need the path itself too. */
function paths(path: PathMatch | undefined): readonly string[] {
  switch (path?.kind) {
    case 'exact':
      return [path.value];
    case 'prefix':
      return path.value === '/' ? ['/*'] : [path.value, `${path.value}/*`];
    case 'text':
      return [`${path.value}*`];
    default:
      return ['/*'];
  }
}

function expressions({ path, headers, query, cookies }: Match): readonly Json[] {
  const each = (scope: Scope, of: Readonly<Record<string, TextMatch>> = {}): readonly Json[] =>
    Object.entries(of).map(([name, match]) => condition(scope, name, match));
  return [
    ...(path?.kind === 'regex' ? [condition('Path', undefined, { kind: 'regex', value: path.value })] : []),
    ...each('Header', headers),
    ...each('Query', query),
    ...each('Cookie', cookies),
  ];
}

/** What narrows a rule to pinned requests. */
export function pinned(
  pin: Pin,
  gateways: readonly Gateway[],
): Readonly<Record<'exprs' | 'remoteAddrs', readonly Json[]>> {
  switch (pin.kind) {
    case 'header':
      return { exprs: [condition('Header', pin.name, { kind: 'exact', value: pin.value })], remoteAddrs: [] };
    case 'cookie':
      return { exprs: [condition('Cookie', pin.name, { kind: 'exact', value: pin.value })], remoteAddrs: [] };
    case 'user':
      return { exprs: [{ subject: { scope: 'Header', name: pin.header }, op: 'In', set: pin.ids }], remoteAddrs: [] };
    case 'cidr':
      if (gateways.some(({ trustedProxies }) => trustedProxies > 0)) {
        throw new UserError(
          'A pin by address looks at who connects to APISIX, and there are proxies before it.',
          'Pin by header, or let APISIX take the client’s address from the header (real-ip) and say trustedProxies: 0.',
        );
      }
      return { exprs: [], remoteAddrs: pin.ranges };
  }
}

/** The `match` of a rule for one match of a route. */
export function ruleMatch(route: Route, match: Match, narrowed?: ReturnType<typeof pinned>): Json {
  const exprs = [...expressions(match), ...(narrowed?.exprs ?? [])];
  const remoteAddrs = narrowed?.remoteAddrs ?? [];
  return {
    hosts: [route.host],
    paths: paths(match.path),
    ...(match.methods && { methods: match.methods }),
    ...(remoteAddrs.length > 0 && { remoteAddrs }),
    ...(exprs.length > 0 && { exprs }),
  };
}
