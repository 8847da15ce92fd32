import type { Json } from '../../model/manifest.js';
import type { SeenRequest } from './seen-request.js';
import { at, number, text } from './shape.js';

const portOf = (host: string): string => /:[^:\]]*$/.exec(host)?.[0] ?? '';

/**
 * Where a redirect sends a client.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/v1.36.4/api-v3/config/route/v3/route_components.proto#config-route-v3-redirectaction
 */
export function location(redirect: Json, request: SeenRequest, isTls: boolean): string {
  const scheme = text(at(redirect, 'scheme')) ?? request.scheme;
  const uri = text(at(redirect, 'uri'));
  const path = uri === undefined ? request.path + request.query : uri + (uri.includes('?') ? '' : request.query);
  const derived = at(redirect, 'derivePort') === 'FROM_REQUEST_PORT' ? request.port : undefined;
  const wanted = number(at(redirect, 'port')) ?? derived;
  const own = text(at(redirect, 'scheme')) ?? (isTls ? 'https' : 'http');
  const usual = (wanted === 80 && own === 'http') || (wanted === 443 && own === 'https');
  const port = wanted === undefined || usual ? '' : `:${wanted}`;
  const host = text(at(redirect, 'authority'));
  return `${scheme}://${host ?? hostWithoutUsualPort(request, scheme, port)}${port}${path}`;
}

/** The request's own host; its port goes when another takes its place, or when it was the usual one of another scheme. */
function hostWithoutUsualPort({ authority, scheme }: SeenRequest, to: string, port: string): string {
  const written = portOf(authority);
  const usual = scheme === 'https' ? ':443' : ':80';
  const drops = port !== '' || (to !== scheme && written === usual);
  return drops && written !== '' ? authority.slice(0, -written.length) : authority;
}
