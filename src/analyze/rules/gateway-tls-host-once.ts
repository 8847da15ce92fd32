import { titleOf } from '../../model/manifest.js';
import { familyOf, GATEWAY, selectorKey, serversOf } from '../read/istio-gateway.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const gatewayTlsHostOnce: Rule = {
  id: 'gateway-tls-host-once',
  level: 'error',
  law: 'A host is opened with TLS once for each port of the same gateway Pods.',
  why: 'A connection is told apart by its server name alone, so Istio skips the whole later server, with all of its hosts.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0145/',
  kinds: [GATEWAY],
  start() {
    const first = new Map<string, string>();
    return {
      *see(object) {
        const { manifest } = object;
        for (const { port, protocol, hosts, bind, path } of serversOf(manifest)) {
          if (port === undefined || familyOf(protocol) !== 'TLS') continue;
          for (const [i, written] of hosts.entries()) {
            const host = written.slice(written.indexOf('/') + 1).toLowerCase();
            const key = `${selectorKey(manifest)} ${bind} ${port} ${host}`;
            const owner = first.get(key);
            if (owner === undefined) first.set(key, titleOf(manifest));
            else {
              const place = owner === titleOf(manifest) ? 'another server of this object' : `"${owner}"`;
              const message = `"${host}" is opened with TLS on port ${port} by ${place} too.`;
              const fix = 'Leave the host to one server, and let routes of both tenants refer to it.';
              yield finding(gatewayTlsHostOnce, whereIn(object, [...path, 'hosts', i]), message, fix);
            }
          }
        }
      },
    };
  },
};
