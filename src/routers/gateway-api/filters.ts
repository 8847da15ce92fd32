import type { Json } from '../../model/manifest.js';
import type { Cors, HeaderEdit, Mirror, Redirect, Route } from '../../model/route.js';
import type { RouteSet, Side } from '../../model/route-set.js';
import { ALL } from '../../model/share.js';
import { UserError } from '../../model/user-error.js';
import { backendRef } from './backend-ref.js';
import type { HttpMatch } from './match.js';

function headerEdit({ set, add, remove }: HeaderEdit): Json {
  const list = (of: Readonly<Record<string, string>>): Json =>
    Object.entries(of).map(([name, value]) => ({ name, value }));
  return { ...(set && { set: list(set) }), ...(add && { add: list(add) }), ...(remove && { remove }) };
}

function cors(of: Cors, route: Route): Json {
  if (of.maxAge !== undefined && (of.maxAge % 1_000 !== 0 || of.maxAge === 0)) {
    throw new UserError(
      `Route "${route.name}" lets browsers remember CORS for ${of.maxAge} ms; Gateway API counts whole seconds from 1.`,
      'Write whole seconds, at least "1s".',
    );
  }
  return {
    allowOrigins: of.origins,
    ...(of.methods && { allowMethods: of.methods }),
    ...(of.headers && { allowHeaders: of.headers }),
    ...(of.expose && { exposeHeaders: of.expose }),
    ...(of.maxAge !== undefined && { maxAge: of.maxAge / 1_000 }),
    // 1.3 takes no other value than true.
    ...(of.credentials && { allowCredentials: true }),
  };
}

function pathRewrite(path: string, { path: matched }: HttpMatch, route: Route): Json {
  if (matched.type === 'PathPrefix') return { type: 'ReplacePrefixMatch', replacePrefixMatch: path };
  if (route.match.some(match => match.path?.kind === 'text')) {
    throw new UserError(
      `Route "${route.name}" rewrites the first letters of a path; Gateway API rewrites whole segments or all of it.`,
      'Match with path.prefix() or path.exact().',
    );
  }
  return { type: 'ReplaceFullPath', replaceFullPath: path };
}

function mirror({ to, parts }: Mirror, set: RouteSet): Json {
  return {
    backendRef: backendRef(to, set),
    ...(parts < ALL && { fraction: { numerator: parts, denominator: ALL } }),
  };
}

/**
 * The filter of a route that sends clients elsewhere.
 * @throws UserError on a status that the API does not take.
 */
export function redirectFilter({ scheme, host, port, path, status = 301 }: Redirect, of: string): Json {
  if (status !== 301 && status !== 302) {
    throw new UserError(`${of} redirects with ${status}; Gateway API knows 301 and 302.`, 'Take one of these.');
  }
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      ...(scheme !== undefined && { scheme }),
      ...(host !== undefined && { hostname: host }),
      ...(path !== undefined && { path: { type: 'ReplaceFullPath', replaceFullPath: path } }),
      ...(port !== undefined && { port }),
      statusCode: status,
    },
  };
}

/** @throws UserError when a route that redirects asks for more: the order of filters is each implementation's own. */
function onlyRedirects(route: Route): Redirect {
  const asked = ['timeout', 'retries', 'cors', 'rewrite', 'mirror', 'requestHeaders', 'responseHeaders'] as const;
  const idle = asked.find(field => route[field] !== undefined);
  if (idle === undefined) return route.redirect!;
  throw new UserError(`Route "${route.name}" redirects, so its ${idle} would do nothing.`, `Drop its ${idle}.`);
}

const requestHeaders = (edit: HeaderEdit): Json => ({
  type: 'RequestHeaderModifier',
  requestHeaderModifier: headerEdit(edit),
});

const isEdge = (side: Side): boolean => side.backend?.kind === 'edge';

/**
 * What happens to the requests of one side only: an edge gets them as they came, so beside one the others' headers
 * change on their own backendRef. Of all filters only this one has a conformance test there.
 *
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref
 */
export function sideFilters(route: Route, side: Side, beside: readonly Side[]): readonly Json[] {
  if (isEdge(side) || !beside.some(isEdge) || !route.requestHeaders) return [];
  return [requestHeaders(route.requestHeaders)];
}

/** @throws UserError when an edge would get other requests than came, or other answers would leave it. */
function changes(route: Route, sides: readonly Side[]): Pick<Route, 'rewrite' | 'requestHeaders' | 'responseHeaders'> {
  if (!sides.some(isEdge)) return route;
  const asked = (['rewrite', 'responseHeaders'] as const).find(field => route[field] !== undefined);
  if (asked === undefined || sides.every(isEdge)) return {};
  throw new UserError(
    `Route "${route.name}" has ${asked} and shares its requests with an edge, which gets them as they came.`,
    'Let the service do it, or wait until the migration is over: Gateway API leaves this filter of a single side to each implementation.',
  );
}

/** What a rule does to the requests that it sends to some sides. A rule that rewrites paths has one match only. */
export function filters(route: Route, match: HttpMatch, set: RouteSet, sides: readonly Side[]): readonly Json[] {
  if (route.redirect) return [redirectFilter(onlyRedirects(route), `Route "${route.name}"`)];
  const { rewrite, requestHeaders: request, responseHeaders: response } = changes(route, sides);
  const path = rewrite?.path === undefined ? {} : { path: pathRewrite(rewrite.path, match, route) };
  const host = rewrite?.host === undefined ? {} : { hostname: rewrite.host };
  const found: readonly (Json | undefined)[] = [
    route.cors && { type: 'CORS', cors: cors(route.cors, route) },
    request && requestHeaders(request),
    response && { type: 'ResponseHeaderModifier', responseHeaderModifier: headerEdit(response) },
    rewrite && { type: 'URLRewrite', urlRewrite: { ...host, ...path } },
    route.mirror && { type: 'RequestMirror', requestMirror: mirror(route.mirror, set) },
  ];
  return found.filter(filter => filter !== undefined);
}
