import { cookieRegex, literal } from '../../model/cookie-regex.js';
import type { Gateway } from '../../model/gateway.js';
import type { Json } from '../../model/manifest.js';
import type { Pin } from '../../model/pin.js';
import { cidrRegex } from './cidr-regex.js';

/** Istio refuses longer expressions. Source: https://github.com/istio/istio/blob/1.27.0/pkg/config/validation/validation.go */
const LONGEST = 1_024;

/** As many expressions as it takes for every alternative to find room in one. */
function anyOf(alternatives: readonly string[], around: (any: string) => string): readonly string[] {
  const room = LONGEST - around('').length;
  const groups: string[] = [];
  for (const alternative of alternatives) {
    const at = groups.length - 1;
    const longer = `${groups[at]}|${alternative}`;
    if (at >= 0 && longer.length <= room) groups[at] = longer;
    else groups.push(alternative);
  }
  return groups.map(around);
}

/**
 * The conditions on headers that tell a pinned request; any of them is enough.
 *
 * A VirtualService knows no client address, but the gateway appends it to X-Forwarded-For before it routes. With
 * trusted proxies in front, the client stands that many entries before the end; what a client wrote itself stands
 * further left and is never looked at.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#x-forwarded-for
 */
export function pinHeaders(pin: Pin, gateways: readonly Gateway[]): readonly Readonly<Record<string, Json>>[] {
  switch (pin.kind) {
    case 'header':
      return [{ [pin.name]: { exact: pin.value } }];
    case 'cookie':
      return [{ cookie: { regex: cookieRegex(pin.name, { kind: 'exact', value: pin.value }) } }];
    case 'user': {
      if (pin.ids.length === 1) return [{ [pin.header]: { exact: pin.ids[0]! } }];
      return anyOf(pin.ids.map(literal), any => any).map(regex => ({ [pin.header]: { regex } }));
    }
    case 'cidr': {
      const hops = Math.max(0, ...gateways.map(gateway => gateway.trustedProxies));
      const after = hops > 0 ? `(?:,[^,]*){${hops}}` : '';
      const around = (any: string): string => `(?:.*,\\s*)?(?:${any})${after}`;
      return anyOf(pin.ranges.map(cidrRegex), around).map(regex => ({ 'x-forwarded-for': { regex } }));
    }
  }
}
