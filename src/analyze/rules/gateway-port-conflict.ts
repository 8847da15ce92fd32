import { titleOf } from '../../model/manifest.js';
import { familyOf, GATEWAY, selectorKey, serversOf } from '../read/istio-gateway.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const gatewayPortConflict: Rule = {
  id: 'gateway-port-conflict',
  level: 'error',
  law: 'Servers of the same gateway Pods that share a port are all plain HTTP or all TLS, and HTTPS servers of one Gateway on one port have different port names.',
  why: 'Istio keeps the server that it meets first, the oldest Gateway’s, and skips the other with a line in its log: the hosts of that server are not served.',
  source: 'https://istio.io/latest/docs/reference/config/networking/gateway/#Port',
  kinds: [GATEWAY],
  start() {
    const first = new Map<string, { readonly family: string; readonly title: string }>();
    return {
      *see(object) {
        const { manifest } = object;
        const names = new Set<string>();
        for (const { port, portName, protocol, bind, path } of serversOf(manifest)) {
          if (port === undefined || protocol === '') continue;
          const family = familyOf(protocol);
          const key = `${selectorKey(manifest)} ${bind} ${port}`;
          const owner = first.get(key);
          if (owner === undefined) first.set(key, { family, title: titleOf(manifest) });
          else if (owner.family !== family) {
            const message = `Port ${port} is ${family} here and ${owner.family} in "${owner.title}".`;
            const fix = 'Use one protocol family on the port, or another port.';
            yield finding(gatewayPortConflict, whereIn(object, [...path, 'port']), message, fix);
          }
          const name = `${bind} ${port} ${portName}`;
          if (protocol === 'HTTPS' && names.has(name)) {
            const message = `Two HTTPS servers on port ${port} have the port name "${portName}".`;
            const fix = 'Give each of them a name of its own.';
            yield finding(gatewayPortConflict, whereIn(object, [...path, 'port']), message, fix);
          }
          if (protocol === 'HTTPS') names.add(name);
        }
      },
    };
  },
};
