import { GATEWAY, serversOf } from '../read/istio-gateway.js';
import { covers } from '../read/service-host.js';
import { at, namespaceOf, texts } from '../read/shape.js';
import { gatewayRef, gatewaysOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Place, type Rule, whereIn } from '../rule.js';

interface Opened {
  /** `*`, or the namespace whose routes may use it. */
  readonly namespace: string;
  readonly host: string;
}

interface Use extends Place {
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
    const openTo = ({ gateway, namespace }: Use): readonly Opened[] | undefined =>
      gateways.get(gateway)?.filter(one => one.namespace === '*' || one.namespace === namespace);
    const isServed = (use: Use): boolean =>
      openTo(use)?.some(one => use.hosts.some(host => covers(one.host, host) || covers(host, one.host))) ?? false;
    return {
      see({ manifest, where }) {
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
          if (gateway === undefined) continue;
          const use = { where, path: ['spec', 'gateways', i], gateway, namespace, hosts };
          if (!isServed(use)) uses.push(use);
        }
        return [];
      },
      *end() {
        for (const use of uses) {
          const { gateway, namespace, hosts, path } = use;
          const mine = openTo(use);
          if (mine === undefined || isServed(use)) continue;
          const list = mine.length > 0 ? mine.map(one => `"${one.host}"`).join(', ') : 'nothing';
          const names = hosts.map(host => `"${host}"`).join(', ');
          const message = `Gateway "${gateway}" opens ${list} to namespace "${namespace}", and not ${names}.`;
          yield finding(
            hostIsOpened,
            whereIn(use, path),
            message,
            'Add the host to a server of the gateway, or name another gateway.',
          );
        }
      },
    };
  },
};
