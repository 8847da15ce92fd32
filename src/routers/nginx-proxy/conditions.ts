import { cookieRegex, literal } from '../../model/cookie-regex.js';
import type { Match, PathMatch, TextMatch } from '../../model/match.js';
import type { Protocol, Route } from '../../model/route.js';
import { block, headerVariable, quoted } from './conf-text.js';

/** Something that a request is or is not: an expression over one variable. */
interface Condition {
  readonly of: string;
  readonly regex: string;
}

/** The whole of a text. A header that is not there is an empty one to nginx, so an empty one counts as missing. */
function textRegex(match: TextMatch): string {
  switch (match.kind) {
    case 'present':
      return '^.';
    case 'exact':
      return `^${literal(match.value)}$`;
    case 'prefix':
      return `^${literal(match.value)}`;
    case 'regex':
      return `^(?:${match.value})$`;
  }
}

function queryRegex(name: string, match: TextMatch): string {
  const value = {
    present: () => '(?:=[^&]*)?',
    exact: (wanted: string) => `=${literal(wanted)}`,
    prefix: (wanted: string) => `=${literal(wanted)}[^&]*`,
    regex: (wanted: string) => `=(?:${wanted})`,
  }[match.kind](match.kind === 'present' ? '' : match.value);
  return `^(?:.*&)?${literal(name)}${value}(?:&.*)?$`;
}

/**
 * What makes a request one of a protocol. An upgrade's name has no case.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc6455#section-4.1
 */
const PROTOCOLS: Readonly<Record<Protocol, readonly Condition[]>> = {
  http: [],
  websocket: [{ of: '$http_upgrade', regex: '(?i)^websocket$' }],
  grpc: [{ of: '$http_content_type', regex: '^application/grpc' }],
};

function conditionsOf(match: Match, protocol: Protocol): readonly Condition[] {
  const of = (texts: Match['headers'], condition: (name: string, match: TextMatch) => Condition): Condition[] =>
    Object.entries(texts ?? {}).map(([name, value]) => condition(name, value));
  return [
    ...PROTOCOLS[protocol],
    ...(match.methods ? [{ of: '$request_method', regex: `^(?:${match.methods.join('|')})$` }] : []),
    ...of(match.headers, (name, value) => ({ of: headerVariable(name.toLowerCase()), regex: textRegex(value) })),
    ...of(match.query, (name, value) => ({ of: '$args', regex: queryRegex(name, value) })),
    ...of(match.cookies, (name, value) => ({ of: '$http_cookie', regex: `^${cookieRegex(name, value)}$` })),
  ];
}

function pathRegex(path: PathMatch | undefined): string {
  if (!path) return '';
  switch (path.kind) {
    case 'exact':
      return `${literal(path.value)}$`;
    case 'prefix':
      return path.value === '/' ? '/' : `${literal(path.value)}(?:/|$)`;
    case 'text':
      return literal(path.value);
    case 'regex':
      return `(?:${path.value})$`;
  }
}

/** Where the requests to one host go: the first route that takes a request has it, as the routes are declared. */
export interface Choice {
  readonly routes: readonly Route[];
  /** The variable that is set. */
  readonly into: string;
  /** The value for a route. */
  readonly to: (route: Route) => string;
  /** The value where no route takes the request. */
  readonly otherwise: string;
}

/**
 * A map of conditions to flags, and one of flags and path to a route. A map is asked in order, and unlike `if` and
 * nested locations it chooses nothing but a value.
 *
 * Source: https://nginx.org/en/docs/http/ngx_http_map_module.html
 */
export function choiceMaps({ routes, into, to, otherwise }: Choice): readonly string[] {
  const flags = new Map<string, { readonly name: string; readonly condition: Condition }>();
  const flagOf = (condition: Condition): string => {
    const key = JSON.stringify(condition);
    const name = flags.get(key)?.name ?? `${into}_is_${flags.size}`;
    flags.set(key, { name, condition });
    return name;
  };
  const wanted = routes.flatMap(route => {
    const matches = route.match.length > 0 ? route.match : [{}];
    return matches.map(match => ({ route, match, flags: conditionsOf(match, route.protocol).map(flagOf) }));
  });
  const all = [...flags.values()];
  const lines = wanted.map(({ route, match, flags: own }) => {
    const pattern = all.map(({ name }) => (own.includes(name) ? '1' : '.')).join('');
    return `${quoted(`~^${pattern} ${pathRegex(match.path)}`)} ${to(route)};`;
  });
  return [
    ...all.flatMap(({ name, condition: { of, regex } }) =>
      block(`map ${of} ${name}`, [`${quoted(`~${regex}`)} 1;`, 'default 0;']),
    ),
    ...block(`map "${all.map(({ name }) => name).join('')} $uri" ${into}`, [...lines, `default ${otherwise};`]),
  ];
}
