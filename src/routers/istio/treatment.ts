import { literal } from '../../model/cookie-regex.js';
import { secondsDuration } from '../../model/duration.js';
import type { Json } from '../../model/manifest.js';
import type { Cors, Fault, HeaderEdit, Redirect, Retries, Rewrite, Route } from '../../model/route.js';
import type { RouteSet } from '../../model/route-set.js';
import type { Parts } from '../../model/share.js';
import { UserError } from '../../model/user-error.js';
import { destination } from './destination.js';

const percentage = (parts: Parts): Json => ({ value: parts / 100 });

function retries(of: Retries): Json {
  return {
    attempts: of.attempts,
    ...(of.perTryTimeout !== undefined && { perTryTimeout: secondsDuration(of.perTryTimeout) }),
    ...(of.on && { retryOn: of.on.join(',') }),
  };
}

function corsPolicy(of: Cors): Json {
  return {
    // A star is no origin: Istio would compare it letter by letter.
    allowOrigins: of.origins.map(origin => (origin === '*' ? { regex: '.*' } : { exact: origin })),
    ...(of.methods && { allowMethods: of.methods }),
    ...(of.headers && { allowHeaders: of.headers }),
    ...(of.expose && { exposeHeaders: of.expose }),
    ...(of.maxAge !== undefined && { maxAge: secondsDuration(of.maxAge) }),
    ...(of.credentials !== undefined && { allowCredentials: of.credentials }),
  };
}

function fault(of: Fault): Json {
  return {
    ...(of.delay && { delay: { fixedDelay: secondsDuration(of.delay.time), percentage: percentage(of.delay.parts) } }),
    ...(of.abort && { abort: { httpStatus: of.abort.status, percentage: percentage(of.abort.parts) } }),
  };
}

function headerEdit(edit: HeaderEdit): Json {
  return {
    ...(edit.set && { set: edit.set }),
    ...(edit.add && { add: edit.add }),
    ...(edit.remove && { remove: edit.remove }),
  };
}

/**
 * A path rewrite. Whole segments need a regular expression: the two matches of a prefix (`/api`, `/api/`) would
 * otherwise each want another replacement.
 */
function pathRewrite(path: string, route: Route): Record<string, Json> {
  const matched = route.match.map(match => match.path ?? { kind: 'text', value: '/' });
  const kinds = new Set(matched.map(match => match.kind));
  if (kinds.size > 1) {
    throw new UserError(
      `Route "${route.name}" rewrites paths that it matches in several ways (${[...kinds].join(', ')}).`,
      'Make one route of each way.',
    );
  }
  const values = [...new Set(matched.map(match => match.value))];
  if (kinds.has('prefix') && !values.includes('/')) {
    const base = path.replace(/\/$/, '');
    const prefix = values.length === 1 ? literal(values[0]!) : `(?:${values.map(literal).join('|')})`;
    return base === ''
      ? { uriRegexRewrite: { match: `^${prefix}/?(.*)$`, rewrite: '/\\1' } }
      : { uriRegexRewrite: { match: `^${prefix}(.*)$`, rewrite: `${base}\\1` } };
  }
  if (kinds.has('regex')) return { uriRegexRewrite: { match: `^(?:${values.join('|')})$`, rewrite: path } };
  return { uri: path };
}

function rewrite(of: Rewrite, route: Route): Json {
  return {
    ...(of.path !== undefined && pathRewrite(of.path, route)),
    ...(of.host !== undefined && { authority: of.host }),
  };
}

/** The `redirect` of a route that sends clients elsewhere. */
export function redirect(of: Redirect): Json {
  return {
    ...(of.path !== undefined && { uri: of.path }),
    ...(of.host !== undefined && { authority: of.host }),
    ...(of.scheme !== undefined && { scheme: of.scheme }),
    ...(of.port !== undefined && { port: of.port }),
    redirectCode: of.status ?? 301,
  };
}

/** Everything that a route does to its requests besides choosing a destination. */
export function treatment(route: Route, set: RouteSet): Readonly<Record<string, Json>> {
  const headers = {
    ...(route.requestHeaders && { request: headerEdit(route.requestHeaders) }),
    ...(route.responseHeaders && { response: headerEdit(route.responseHeaders) }),
  };
  return {
    ...(route.rewrite && { rewrite: rewrite(route.rewrite, route) }),
    ...(route.timeout !== undefined && { timeout: secondsDuration(route.timeout) }),
    ...(route.retries && { retries: retries(route.retries) }),
    ...(route.fault && { fault: fault(route.fault) }),
    ...(route.mirror && {
      mirror: destination(route.mirror.to, set),
      mirrorPercentage: percentage(route.mirror.parts),
    }),
    ...(route.cors && { corsPolicy: corsPolicy(route.cors) }),
    ...(Object.keys(headers).length > 0 && { headers }),
  };
}
