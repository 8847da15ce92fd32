import type { Manifest } from '../../model/manifest.js';
import { covers } from '../read/service-host.js';
import { at, items, type Path, texts } from '../read/shape.js';
import { gatewaysOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, type Rule, whereIn } from '../rule.js';

/** What is wrong: where, message and fix. */
function* faults(manifest: Manifest): Iterable<readonly [Path, string, string]> {
  const hosts = texts(at(manifest, 'spec', 'hosts')).map(host => host.toLowerCase());
  if (hosts.length === 0) {
    for (const field of ['gateways', 'tls', 'tcp'].filter(name => items(at(manifest, 'spec', name)).length > 0)) {
      const message = `Without hosts the object is a delegate, and a delegate has no ${field}.`;
      yield [['spec', field], message, `Name the hosts, or drop ${field}.`];
    }
  }
  for (const [i, host] of hosts.entries()) {
    const other = hosts.find((one, j) => j !== i && covers(one, host) && (one !== host || j < i));
    if (other !== undefined) {
      yield [['spec', 'hosts', i], `"${host}" is covered by "${other}" of the same object.`, 'Keep one of the two.'];
    }
    if (host === '*' && gatewaysOf(manifest).includes('mesh')) {
      const fix = 'Name the hosts, or name a gateway in place of the mesh.';
      yield [['spec', 'hosts', i], 'Inside the mesh "*" is no host.', fix];
    }
  }
}

export const virtualServiceHosts: Rule = {
  id: 'virtual-service-hosts',
  level: 'error',
  law: 'The hosts of a VirtualService do not cover one another, "*" stands on gateways only, and a VirtualService without hosts has nothing but http rules.',
  why: 'Istio refuses the object and keeps the routes of yesterday, with the weights of yesterday.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService',
  kinds: [VIRTUAL_SERVICE],
  start: () => ({
    *see(object) {
      for (const [path, message, fix] of faults(object.manifest)) {
        yield finding(virtualServiceHosts, whereIn(object, path), message, fix);
      }
    },
  }),
};
