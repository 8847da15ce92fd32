import type { RouteSet } from '../../model/route-set.js';
import { block, quoted } from './conf-text.js';

/**
 * The client's address. The edge before the proxy ends X-Forwarded-For with the address that it saw; with proxies
 * before that edge the client stands that many entries further left. What a client wrote itself stands further left
 * still, and is never looked at.
 */
export function clientMap({ gateways }: RouteSet): readonly string[] {
  const hops = Math.max(0, ...gateways.map(gateway => gateway.trustedProxies));
  const after = hops > 0 ? `(?:,[^,]*){${hops}}` : '';
  return block('map $http_x_forwarded_for $client', [
    `${quoted(`~(?:^|,)\\s*(?<forwarded>[0-9A-Fa-f:.]+)\\s*${after}$`)} $forwarded;`,
    'default $remote_addr;',
  ]);
}
