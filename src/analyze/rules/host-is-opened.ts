import type { Where } from '../../model/finding.js';
import { GATEWAY, serversOf } from '../read/istio-gateway.js';
import { covers } from '../read/service-host.js';
import { at, namespaceOf, texts } from '../read/shape.js';
import { gatewayRef, gatewaysOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

interface Opened {
  /** `*`, or the namespace whose routes may use it. */
  readonly namespace: string;
  readonly host: string;
}

interface Use {
  readonly where: Where;
  readonly gateway: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
}

function opened(written: string, own: string): Opened {
  const slash = written.indexOf('/');
  const scope = slash < 0 ? '*' : written.slice(0, slash);
  return { namespace: scope === '.' ? own : scope, host: written.slice(slash + 1).toLowerCase() };
}

export const hostIsOpened: Rule = {
  id: 'host-is-opened',
  level: 'error',
  law: 'A gateway that a VirtualService stands on opens one of its hosts to its namespace. Gateways that these files do not declare are left alone.',
  why: 'The gateway ignores the routes and answers 404, while both objects look healthy.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0132/',
  kinds: [GATEWAY, VIRTUAL_SERVICE],
  start() {
    const gateways = new Map<string, readonly Opened[]>();
    const uses: Use[] = [];
    return {
      see(object) {
        const { manifest } = object;
        const namespace = namespaceOf(manifest);
        if (kindOf(manifest) === GATEWAY) {
          const hosts = serversOf(manifest).flatMap(server => server.hosts);
          gateways.set(
            `${namespace}/${manifest.metadata.name}`,
            hosts.map(host => opened(host, namespace)),
          );
          return [];
        }
        const hosts = texts(at(manifest, 'spec', 'hosts')).map(host => host.toLowerCase());
        if (hosts.length === 0) return [];
        for (const [i, written] of gatewaysOf(manifest).entries()) {
          const gateway = gatewayRef(written, namespace);
          if (gateway) uses.push({ where: whereIn(object, ['spec', 'gateways', i]), gateway, namespace, hosts });
        }
        return [];
      },
      *end() {
        for (const { where, gateway, namespace, hosts } of uses) {
          const open = gateways.get(gateway);
          const mine = open?.filter(one => one.namespace === '*' || one.namespace === namespace) ?? [];
          const isServed = hosts.some(host => mine.some(one => covers(one.host, host) || covers(host, one.host)));
          if (open === undefined || isServed) continue;
          const list = mine.length > 0 ? mine.map(one => `"${one.host}"`).join(', ') : 'nothing';
          const names = hosts.map(host => `"${host}"`).join(', ');
          const message = `Gateway "${gateway}" opens ${list} to namespace "${namespace}", and not ${names}.`;
          yield finding(
            hostIsOpened,
            where,
            message,
            'Add the host to a server of the gateway, or name another gateway.',
          );
        }
      },
    };
  },
};
