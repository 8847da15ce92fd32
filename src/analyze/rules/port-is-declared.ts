import type { Json } from '../../model/manifest.js';
import { covers, fullHost } from '../read/service-host.js';
import { INGRESS, SENDERS, serviceUsesOf } from '../read/service-use.js';
import { at, items, namespaceOf, number, text, texts } from '../read/shape.js';
import { destinationsOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Located, type Place, type Rule, whereIn } from '../rule.js';

const SERVICE = '/Service';
const SERVICE_ENTRY = 'networking.istio.io/ServiceEntry';

type Port = number | string;

interface Use extends Place {
  readonly host: string;
  readonly port: Port | undefined;
}

function portsOf(list: Json | undefined, numberField: string): readonly Port[] {
  return items(list).flatMap(port => [number(at(port, numberField)) ?? [], text(at(port, 'name')) ?? []].flat());
}

function* usesOf({ manifest, where }: Located): Iterable<Use> {
  if (kindOf(manifest) === VIRTUAL_SERVICE) {
    for (const { host, port, path } of destinationsOf(manifest)) yield { where, path, host, port };
    return;
  }
  for (const { name, namespace, port, path } of serviceUsesOf(manifest)) {
    if (port === undefined && kindOf(manifest) === INGRESS) continue;
    yield { where, path, host: fullHost(name, namespace), port };
  }
}

export const portIsDeclared: Rule = {
  id: 'port-is-declared',
  level: 'error',
  law: 'A destination names a port that its Service or ServiceEntry declares, and names one where there are several. Hosts that these files do not declare are left alone.',
  why: 'The gateway has no cluster for that port and answers 503 with flag NC; without a choice among several ports Istio drops the destination.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination',
  kinds: [SERVICE, SERVICE_ENTRY, ...SENDERS],
  start() {
    const ports = new Map<string, readonly Port[]>();
    const wildcards: string[] = [];
    const uses: Use[] = [];
    const declare = (host: string, found: readonly Port[]): void => {
      ports.set(host, [...(ports.get(host) ?? []), ...found]);
    };
    return {
      see(object) {
        const { manifest } = object;
        const kind = kindOf(manifest);
        if (kind === SERVICE) {
          // An ExternalName without ports has any port for DNS and none for the mesh; another rule speaks about it.
          const found = portsOf(at(manifest, 'spec', 'ports'), 'port');
          if (found.length > 0) declare(fullHost(manifest.metadata.name, namespaceOf(manifest)), found);
        } else if (kind === SERVICE_ENTRY) {
          for (const host of texts(at(manifest, 'spec', 'hosts'))) {
            if (host.startsWith('*')) wildcards.push(host);
            declare(host.toLowerCase(), portsOf(at(manifest, 'spec', 'ports'), 'number'));
          }
        } else {
          for (const use of usesOf(object)) {
            if (use.port === undefined || !ports.get(use.host)?.includes(use.port)) uses.push(use);
          }
        }
        return [];
      },
      *end() {
        for (const use of uses) {
          const { host, port, path } = use;
          const declared = [host, ...wildcards.filter(pattern => covers(pattern, host))].flatMap(
            of => ports.get(of) ?? [],
          );
          const numbers = [...new Set(declared.filter(found => typeof found === 'number'))];
          if (numbers.length === 0 || (port === undefined && numbers.length === 1)) continue;
          if (port !== undefined && declared.includes(port)) continue;
          const list = numbers.join(', ');
          const message =
            port === undefined
              ? `"${host}" has several ports and none is named.`
              : `"${host}" does not declare port ${port}; it has ${list}.`;
          yield finding(
            portIsDeclared,
            whereIn(use, path),
            message,
            `Name one of the ports ${list}, or declare the port.`,
          );
        }
      },
    };
  },
};
