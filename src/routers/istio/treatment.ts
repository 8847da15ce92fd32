import { secondsDuration } from '../../model/duration.js';
import type { Json } from '../../model/manifest.js';
import type { Cors, Fault, HeaderEdit, Redirect, Retries, Rewrite, Route } from '../../model/route.js';
import { meetsEdge, type RouteSet, type Side } from '../../model/route-set.js';
import type { Parts } from '../../model/share.js';
import { UserError } from '../../model/user-error.js';
import { destination } from './destination.js';
import { pathRewrite } from './path-rewrite.js';

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

function rewrite(of: Rewrite, route: Route, withHost: boolean): Json | undefined {
  if (of.path === undefined && !withHost) return undefined;
  return {
    ...(of.path !== undefined && pathRewrite(of.path, route)),
    ...(withHost && of.host !== undefined && { authority: of.host }),
  };
}

/** What a route does to the headers of both directions; `undefined` when nothing. */
function headers(request: HeaderEdit | undefined, response: HeaderEdit | undefined): Json | undefined {
  if (!request && !response) return undefined;
  return { ...(request && { request: headerEdit(request) }), ...(response && { response: headerEdit(response) }) };
}

/**
 * An edge gets requests as they came, so beside one the new side's headers and host change on its own destination.
 * A destination that sets Host rewrites it.
 */
export function destinationHeaders(route: Route, side: Side, set: RouteSet): Readonly<Record<string, Json>> {
  if (!meetsEdge(set) || side.backend?.kind === 'edge') return {};
  const { requestHeaders: edit, rewrite: to } = route;
  const request = to?.host === undefined ? edit : { ...edit, set: { ...edit?.set, Host: to.host } };
  const changes = headers(request, route.responseHeaders);
  return changes === undefined ? {} : { headers: changes };
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

/** What still happens to a request that is sent elsewhere: Envoy answers it before anything else could. */
export function redirectTreatment(route: Route): Readonly<Record<string, Json>> {
  const idle = (['timeout', 'retries', 'rewrite', 'mirror', 'fault', 'requestHeaders'] as const).find(
    field => route[field] !== undefined,
  );
  if (idle) {
    throw new UserError(`Route "${route.name}" redirects, so its ${idle} would do nothing.`, `Drop its ${idle}.`);
  }
  const changes = headers(undefined, route.responseHeaders);
  return {
    ...(route.cors && { corsPolicy: corsPolicy(route.cors) }),
    ...(changes !== undefined && { headers: changes }),
  };
}

/** Everything that a route does to its requests besides choosing a destination. */
export function treatment(route: Route, set: RouteSet): Readonly<Record<string, Json>> {
  const forAll = !meetsEdge(set);
  const rewritten = route.rewrite && rewrite(route.rewrite, route, forAll);
  const changes = forAll ? headers(route.requestHeaders, route.responseHeaders) : undefined;
  return {
    ...(rewritten !== undefined && { rewrite: rewritten }),
    // No timeout is the default of a route, and "0s" is refused by the API server.
    ...(route.timeout !== undefined && route.timeout > 0 && { timeout: secondsDuration(route.timeout) }),
    ...(route.retries && { retries: retries(route.retries) }),
    ...(route.fault && { fault: fault(route.fault) }),
    ...(route.mirror && {
      mirror: destination(route.mirror.to, set),
      mirrorPercentage: percentage(route.mirror.parts),
    }),
    ...(route.cors && { corsPolicy: corsPolicy(route.cors) }),
    ...(changes !== undefined && { headers: changes }),
  };
}
