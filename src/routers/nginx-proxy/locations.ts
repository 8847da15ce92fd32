import type { HeaderEdit, Redirect, Route } from '../../model/route.js';
import { UserError } from '../../model/user-error.js';
import { block, fixed } from './conf-text.js';
import type { End } from './ends.js';
import { keyHeader } from './key.js';
import type { Settings } from './options.js';
import { SECRETS, SYSTEM_CAS } from './places.js';

/** nginx has no way to say "no time-out"; a WebSocket may be silent this long. */
const WEBSOCKET_SILENCE = '7d';

/** How a request that found no answer on the new side goes on: `$refuge_<route>`. */
export function refuge(route: Route): string {
  return `$refuge_${route.name.replaceAll('-', '_')}`;
}

/**
 * The old side stands in only where nothing can happen twice: the request never left the proxy (nginx then has no time
 * to connect), or it is one that only reads.
 *
 * Source: https://nginx.org/en/docs/http/ngx_http_upstream_module.html#var_upstream_connect_time
 */
export function refugeMap(route: Route, baseline: string): readonly string[] {
  const to = `@${route.name}.${baseline}`;
  return block(`map "$request_method $upstream_connect_time" ${refuge(route)}`, [
    `"~^(?:GET|HEAD|OPTIONS) " ${to};`,
    `"~ -(?:, -)*$" ${to};`,
    'default @failed;',
  ]);
}

function header(kind: 'request' | 'response', name: string): string {
  if (/^[A-Za-z0-9-]+$/.test(name)) return name;
  throw new UserError(
    `A ${kind} header ${JSON.stringify(name)} is none that nginx writes.`,
    'Use letters, digits, dashes.',
  );
}

function requestHeaders(edit: HeaderEdit | undefined, set: string): readonly string[] {
  const [added] = Object.keys(edit?.add ?? {});
  if (added !== undefined) {
    throw new UserError(`nginx cannot add a second request header "${added}" beside the first.`, 'Use `set`.');
  }
  return [
    ...Object.entries(edit?.set ?? {}).map(
      ([name, value]) => `${set} ${header('request', name)} ${fixed(value, `Header "${name}"`)};`,
    ),
    ...(edit?.remove ?? []).map(name => `${set} ${header('request', name)} "";`),
  ];
}

function responseHeaders(edit: HeaderEdit | undefined, hide: string): readonly string[] {
  const written = [...Object.entries(edit?.set ?? {}), ...Object.entries(edit?.add ?? {})];
  return [
    ...[...Object.keys(edit?.set ?? {}), ...(edit?.remove ?? [])].map(name => `${hide} ${header('response', name)};`),
    ...written.map(
      ([name, value]) => `add_header ${header('response', name)} ${fixed(value, `Header "${name}"`)} always;`,
    ),
  ];
}

export function tlsLines({ tls }: End, by: 'proxy' | 'grpc'): readonly string[] {
  if (!tls) return [];
  const of = tls.secret === undefined ? undefined : `${SECRETS}/${tls.secret}`;
  return [
    `${by}_ssl_name ${tls.sni};`,
    `${by}_ssl_trusted_certificate ${of ? `${of}/ca.crt` : SYSTEM_CAS};`,
    ...(tls.mode === 'MUTUAL'
      ? [`${by}_ssl_certificate ${of}/tls.crt;`, `${by}_ssl_certificate_key ${of}/tls.key;`]
      : []),
  ];
}

/** Passes a request to one end. Headers are passed as they came, but for Host, which each side has its own way with. */
export function endLocation(end: End, proxy: Settings): readonly string[] {
  const { route, side, isEdge } = end;
  const grpc = route.protocol === 'grpc';
  const by = grpc ? 'grpc' : 'proxy';
  const scheme = grpc ? (end.tls ? 'grpcs' : 'grpc') : end.tls ? 'https' : 'http';
  const host = isEdge || route.rewrite?.host === undefined ? '$http_host' : route.rewrite.host;
  const request = isEdge ? [] : requestHeaders(route.requestHeaders, `${by}_set_header`);
  return block(`location @${end.name}`, [
    `set $route ${route.name};`,
    `set $answered_by ${side.id};`,
    `${by}_pass ${scheme}://${end.name};`,
    `${by}_set_header Host ${host};`,
    ...(grpc
      ? ['grpc_set_header TE trailers;']
      : ['proxy_set_header Upgrade $upgrade;', 'proxy_set_header Connection $onward;']),
    ...request,
    ...tlsLines(end, by),
    ...(route.protocol === 'websocket'
      ? [`proxy_read_timeout ${WEBSOCKET_SILENCE};`, `proxy_send_timeout ${WEBSOCKET_SILENCE};`]
      : []),
    ...keyHeader(proxy.key),
    ...(isEdge ? [] : responseHeaders(route.responseHeaders, `${by}_hide_header`)),
    ...(end.hasStandIn ? [`error_page 502 504 = ${refuge(route)};`] : []),
  ]);
}

/** A route that redirects has no ends, so no end has this name. */
export function redirectName(route: Route): string {
  return `${route.name}.redirect`;
}

/** Answers a request that belongs elsewhere. */
export function redirectLocation(route: Route, redirect: Redirect): readonly string[] {
  const { scheme, host, port, path, status = 301 } = redirect;
  const own = (text: string): string => fixed(text, `The redirect of route "${route.name}"`).slice(1, -1);
  const where = `${scheme ?? '$forwarded_scheme'}://${host === undefined ? '$host' : own(host)}`;
  const to = `${where}${port === undefined ? '' : `:${port}`}${path === undefined ? '$request_uri' : own(path)}`;
  return block(`location @${redirectName(route)}`, [`set $route ${route.name};`, `return ${status} "${to}";`]);
}
