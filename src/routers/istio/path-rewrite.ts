import { literal } from '../../model/cookie-regex.js';
import type { Json } from '../../model/manifest.js';
import type { PathMatch } from '../../model/match.js';
import type { Route } from '../../model/route.js';
import { UserError } from '../../model/user-error.js';

const ANY: PathMatch = { kind: 'prefix', value: '/' };

/** A text as the replacement of an RE2 rewrite that means just itself. */
function replacement(text: string): string {
  return text.replaceAll('\\', '\\\\');
}

/**
 * Whole segments need a regular expression: the two matches of a prefix (`/api`, `/api/`) would otherwise each want
 * another replacement.
 */
function prefixRewrite(prefixes: readonly string[], path: string): Record<string, Json> {
  const base = path.replace(/\/$/, '');
  // Envoy puts the replacement in the place of the matched slash.
  if (prefixes.length === 1 && prefixes[0] === '/') return { uri: `${base}/` };
  const matched = prefixes.length === 1 ? literal(prefixes[0]!) : `(?:${prefixes.map(literal).join('|')})`;
  return base === ''
    ? { uriRegexRewrite: { match: `^${matched}(?:/(.*))?$`, rewrite: '/\\1' } }
    : { uriRegexRewrite: { match: `^${matched}(/.*)?$`, rewrite: `${replacement(base)}\\1` } };
}

/** One rewrite serves all matches of a route, so it must mean the same for each of them. */
function ambiguous(kinds: ReadonlySet<string>, values: readonly string[]): string | undefined {
  if (kinds.size > 1) return `in several ways (${[...kinds].join(', ')})`;
  if (!kinds.has('prefix')) return undefined;
  const below = (inner: string, outer: string): boolean =>
    inner !== outer && inner.startsWith(outer === '/' ? '/' : `${outer}/`);
  const nested = values.find(inner => values.some(outer => below(inner, outer)));
  return nested === undefined ? undefined : `once by "${nested}" and once by a shorter prefix of it`;
}

/**
 * What a route puts in the place of the matched path.
 *
 * Source: https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite
 */
export function pathRewrite(path: string, route: Route): Record<string, Json> {
  const matches = route.match.length > 0 ? route.match : [{}];
  const matched = matches.map(match => match.path ?? ANY);
  const kinds = new Set(matched.map(match => match.kind));
  const values = [...new Set(matched.map(match => match.value))];
  const why = ambiguous(kinds, values);
  if (why !== undefined) {
    throw new UserError(`Route "${route.name}" rewrites paths that it matches ${why}.`, 'Make one route of each way.');
  }
  if (kinds.has('prefix')) return prefixRewrite(values, path);
  if (kinds.has('regex')) return { uriRegexRewrite: { match: `^(?:${values.join('|')})$`, rewrite: path } };
  return { uri: path };
}
