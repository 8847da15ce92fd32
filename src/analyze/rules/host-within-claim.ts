import type { Manifest } from '../../model/manifest.js';
import { DOMAIN } from '../../model/naming.js';
import { claims } from '../../model/tenant.js';
import { type HostUse, hostUsesOf, TAKERS } from '../read/route-host.js';
import { annotation, at, items, namespaceOf, text, texts } from '../read/shape.js';
import { finding, kindOf, type Place, type Rule, whereIn } from '../rule.js';

const NAMESPACE = '/Namespace';
const CLAIMS = `${DOMAIN}/claims`;
const GATEWAY = 'networking.istio.io/Gateway';
const STANDARD_GATEWAY = 'gateway.networking.k8s.io/Gateway';

interface Use extends Place {
  readonly namespace: string;
  readonly host: string;
}

type Host = Pick<HostUse, 'host' | 'path'>;

/** Every host that an object of a tenant opens or takes. */
function hostsOf(manifest: Manifest): readonly Host[] {
  switch (kindOf(manifest)) {
    case GATEWAY:
      return items(at(manifest, 'spec', 'servers')).flatMap((server, i) =>
        texts(at(server, 'hosts')).map((host, j) => {
          const path = ['spec', 'servers', i, 'hosts', j];
          return { host: host.slice(host.indexOf('/') + 1).toLowerCase(), path };
        }),
      );
    case STANDARD_GATEWAY:
      return items(at(manifest, 'spec', 'listeners')).map((listener, i) => ({
        host: text(at(listener, 'hostname'))?.toLowerCase() ?? '*',
        path: ['spec', 'listeners', i],
      }));
    default: {
      const uses = hostUsesOf(manifest);
      return uses.filter(({ host }, i) => uses.findIndex(use => use.host === host) === i);
    }
  }
}

export const hostWithinClaim: Rule = {
  id: 'host-within-claim',
  level: 'error',
  law: `A tenant opens and routes only hosts that its Namespace claims in ${CLAIMS}, a list of names and "*." wildcards. Namespaces without the annotation are left alone.`,
  why: 'Whoever may write a route in one namespace could otherwise take the requests, cookies and tokens of any other host on the shared gateway.',
  source: 'https://kubernetes.io/docs/concepts/security/multi-tenancy/',
  kinds: [NAMESPACE, GATEWAY, STANDARD_GATEWAY, ...TAKERS],
  start({ declared }) {
    const claimed = new Map<string, readonly string[]>();
    const uses: Use[] = [];
    /** Known once the Namespace is; until then nothing is. */
    const isFine = (namespace: string, host: string): boolean =>
      declared.isClosed(namespace) && (claimed.get(namespace)?.some(claim => claims(claim, host)) ?? true);
    return {
      see({ manifest, where }) {
        if (kindOf(manifest) === NAMESPACE) {
          const list = annotation(manifest, CLAIMS)?.split(',');
          if (list) {
            const hosts = list.map(host => host.trim().toLowerCase()).filter(host => host !== '');
            claimed.set(manifest.metadata.name, hosts);
          }
          return [];
        }
        for (const { host, path } of hostsOf(manifest)) {
          const namespace = namespaceOf(manifest);
          if (isFine(namespace, host)) continue;
          uses.push({ where, path, namespace, host });
        }
        return [];
      },
      *end() {
        for (const use of uses) {
          const { namespace, host, path } = use;
          const own = claimed.get(namespace);
          if (own === undefined || isFine(namespace, host)) continue;
          const list = own.length > 0 ? own.map(claim => `"${claim}"`).join(', ') : 'nothing';
          const message = `"${host}" is outside what namespace "${namespace}" claims: ${list}.`;
          yield finding(
            hostWithinClaim,
            whereIn(use, path),
            message,
            `Use a claimed host, or have the platform add "${host}".`,
          );
        }
      },
    };
  },
};
