import { cookieRegex, literal } from '../../model/cookie-regex.js';
import type { Gateway } from '../../model/gateway.js';
import type { Json } from '../../model/manifest.js';
import type { Pin } from '../../model/pin.js';
import { cidrRegex } from './cidr-regex.js';

/**
 * The condition on headers that tells a pinned request.
 *
 * A VirtualService knows no client address, but the gateway appends it to X-Forwarded-For before it routes. With
 * trusted proxies in front, the client stands that many entries before the end; what a client wrote itself stands
 * further left and is never looked at.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#x-forwarded-for
 */
export function pinHeaders(pin: Pin, gateways: readonly Gateway[]): Readonly<Record<string, Json>> {
  switch (pin.kind) {
    case 'header':
      return { [pin.name]: { exact: pin.value } };
    case 'cookie':
      return { cookie: { regex: cookieRegex(pin.name, { kind: 'exact', value: pin.value }) } };
    case 'user':
      return {
        [pin.header]: pin.ids.length === 1 ? { exact: pin.ids[0]! } : { regex: pin.ids.map(literal).join('|') },
      };
    case 'cidr': {
      const hops = Math.max(0, ...gateways.map(gateway => gateway.trustedProxies));
      const after = hops > 0 ? `(?:,[^,]*){${hops}}` : '';
      return { 'x-forwarded-for': { regex: `(?:.*,\\s*)?(?:${pin.ranges.map(cidrRegex).join('|')})${after}` } };
    }
  }
}
