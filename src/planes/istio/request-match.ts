import type { Json } from '../../model/manifest.js';
import type { GatewayProxy, GatewayServer } from './gateway.js';
import { parameterOf, type SeenRequest } from './seen-request.js';
import { at, fields, text, texts } from './shape.js';
import { matchesText, readTextMatch, type TextMatch, textMatchText } from './text-match.js';

/** Whether a condition holds, and why not. */
export type Verdict =
  | { readonly is: 'yes' }
  | { readonly is: 'no'; readonly because: string }
  | { readonly is: 'unknown'; readonly because: string };

const YES: Verdict = { is: 'yes' };
const no = (because: string): Verdict => ({ is: 'no', because });
const unknown = (because: string): Verdict => ({ is: 'unknown', because });

/** Headers that the gateway writes, cleans or takes away before it routes. */
const OWN =
  /^(?:x-envoy-|x-forwarded-(?!for$)|x-request-id$|forwarded$|connection$|keep-alive$|te$|trailer$|transfer-encoding$|proxy-|expect$|content-length$|x-b3-|traceparent$|tracestate$|x-istio-|@)/;

function textVerdict(what: string, match: TextMatch, value: string | undefined): Verdict {
  const wanted = `${what} is not ${textMatchText(match)}`;
  if (value === undefined) return no(match.kind === 'present' ? `there is no ${what}` : `${wanted}: there is none`);
  const holds = matchesText(match, value);
  if (holds === undefined) return unknown(`RE2 refuses ${textMatchText(match)}`);
  return holds ? YES : no(`${wanted}: it is ${JSON.stringify(value)}`);
}

/** The value of a header as the matchers see it. */
function headerValue(name: string, request: SeenRequest): string | undefined {
  switch (name) {
    case ':authority':
    case 'host':
      return request.authority;
    case ':method':
      return request.method;
    case ':scheme':
      return request.scheme;
    case ':path':
      return `${request.path}${request.query}`;
    default:
      return request.headers.get(name);
  }
}

function headerVerdict(written: string, of: Json | undefined, request: SeenRequest): Verdict {
  const name = written.toLowerCase();
  if (OWN.test(name)) return unknown(`what the gateway puts into header ${name}`);
  if (name === 'x-forwarded-for' && request.client === undefined) return unknown('the address of the client');
  return textVerdict(`header ${name}`, readTextMatch(of), headerValue(name, request));
}

/** A header that must not be so: one that is not there is not so, unless the empty text is. */
function withoutVerdict(written: string, of: Json | undefined, request: SeenRequest): Verdict {
  const name = written.toLowerCase();
  const match = readTextMatch(of);
  if (OWN.test(name)) return unknown(`what the gateway puts into header ${name}`);
  if (name === 'x-forwarded-for' && request.client === undefined) return unknown('the address of the client');
  const seen = headerValue(name, request);
  const verdict = textVerdict(`header ${name}`, match, match.kind === 'present' ? seen : (seen ?? ''));
  if (verdict.is === 'unknown') return verdict;
  return verdict.is === 'no' ? YES : no(`header ${name} is ${textMatchText(match)}`);
}

function queryVerdict(name: string, of: Json | undefined, request: SeenRequest): Verdict {
  return textVerdict(`parameter ${name}`, readTextMatch(of), parameterOf(request, name));
}

/** A path is compared without its query; only exact and prefix can do without case. */
function uriVerdict(of: Json, ignoreCase: boolean, { path }: SeenRequest): Verdict {
  const match = readTextMatch(of);
  if (match.kind === 'present') return YES;
  if (!ignoreCase || match.kind === 'regex') return textVerdict('path', match, path);
  const folded = textVerdict('path', { ...match, value: match.value.toLowerCase() }, path.toLowerCase());
  return folded.is === 'no' ? no(`path is not ${textMatchText(match)}, in any case`) : folded;
}

/** Conditions on who asks, and where. */
function sourceVerdict(match: Json, request: SeenRequest, server: GatewayServer, proxy: GatewayProxy): Verdict {
  const port = at(match, 'port');
  if (typeof port === 'number' && port !== 0 && port !== request.port) return no(`port is not ${port}`);
  const gateways = texts(at(match, 'gateways'));
  if (gateways.length > 0) {
    return gateways.includes(server.gateway) ? YES : no(`gateway is not ${gateways.join(' or ')}`);
  }
  for (const [key, value] of Object.entries(fields(at(match, 'sourceLabels')))) {
    if (!(key in proxy.selector)) return unknown(`whether the gateway's Pods carry the label ${key}`);
    if (proxy.selector[key] !== value) return no(`the gateway's Pods have no label ${key}: ${String(value)}`);
  }
  const source = text(at(match, 'sourceNamespace'));
  if (source === undefined || source === proxy.namespace) return YES;
  return proxy.namespace === undefined ? unknown("the namespace of the gateway's Pods") : no(`no source in ${source}`);
}

function* verdicts(match: Json, request: SeenRequest, server: GatewayServer, proxy: GatewayProxy): Iterable<Verdict> {
  yield sourceVerdict(match, request, server, proxy);
  const uri = at(match, 'uri');
  if (uri !== undefined) yield uriVerdict(uri, at(match, 'ignoreUriCase') === true, request);
  for (const [field, value] of [
    ['method', request.method],
    ['authority', request.authority],
    ['scheme', request.scheme],
  ] as const) {
    const of = at(match, field);
    if (of !== undefined) yield textVerdict(field, readTextMatch(of), value);
  }
  for (const [name, of] of Object.entries(fields(at(match, 'headers')))) yield headerVerdict(name, of, request);
  for (const [name, of] of Object.entries(fields(at(match, 'withoutHeaders')))) yield withoutVerdict(name, of, request);
  for (const [name, of] of Object.entries(fields(at(match, 'queryParams')))) yield queryVerdict(name, of, request);
}

/**
 * Whether a request is one of an `HTTPMatchRequest`: all of its conditions hold. A condition that fails is certain,
 * whatever the others would say.
 *
 * Source: https://github.com/istio/istio/blob/1.27.9/pilot/pkg/networking/core/route/route.go
 */
export function matchVerdict(match: Json, request: SeenRequest, server: GatewayServer, proxy: GatewayProxy): Verdict {
  let open: Verdict = YES;
  for (const verdict of verdicts(match, request, server, proxy)) {
    if (verdict.is === 'no') return verdict;
    if (verdict.is === 'unknown' && open.is === 'yes') open = verdict;
  }
  return open;
}
