import type { Where } from '../../model/finding.js';
import { didYouMean } from '../../model/nearest.js';
import { Declared, GIVEN, NAMESPACE } from '../read/declared.js';
import { HTTP_ROUTE } from '../read/service-use.js';
import { at, items, namespaceOf, text } from '../read/shape.js';
import { gatewayRef, gatewaysOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Located, type Rule, whereIn } from '../rule.js';

/** The two Gateway kinds are told apart by the kind of who names them. */
const ISTIO = 'networking.istio.io/Gateway';
const STANDARD = 'gateway.networking.k8s.io/Gateway';

interface Use {
  readonly where: Where;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

function* ofVirtualService(object: Located): Iterable<Use> {
  const gateways = gatewaysOf(object.manifest);
  for (const [i, written] of gateways.entries()) {
    const [namespace, name] = gatewayRef(written, namespaceOf(object.manifest))?.split('/') ?? [];
    if (namespace && name) yield { where: whereIn(object, ['spec', 'gateways', i]), kind: ISTIO, namespace, name };
  }
}

function* ofRoute(object: Located): Iterable<Use> {
  for (const [i, ref] of items(at(object.manifest, 'spec', 'parentRefs')).entries()) {
    const name = text(at(ref, 'name'));
    if (name === undefined || (text(at(ref, 'kind')) ?? 'Gateway') !== 'Gateway') continue;
    const namespace = text(at(ref, 'namespace')) ?? namespaceOf(object.manifest);
    yield { where: whereIn(object, ['spec', 'parentRefs', i, 'name']), kind: STANDARD, namespace, name };
  }
}

export const gatewayExists: Rule = {
  id: 'gateway-exists',
  level: 'error',
  law: `A route stands on a gateway that these files declare or that the gateway's Namespace lists in ${GIVEN}. Namespaces that the files do not declare are left alone.`,
  why: 'The route is accepted and serves nobody: the gateway answers 404, or the whole connection is refused.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  kinds: [NAMESPACE, ISTIO, STANDARD, VIRTUAL_SERVICE, HTTP_ROUTE],
  start() {
    const declared = new Declared();
    const uses: Use[] = [];
    return {
      see(object) {
        const { manifest } = object;
        const kind = kindOf(manifest);
        if (kind === NAMESPACE) declared.see(manifest);
        else if (kind === VIRTUAL_SERVICE) uses.push(...ofVirtualService(object));
        else if (kind === HTTP_ROUTE) uses.push(...ofRoute(object));
        else declared.add(kind, namespaceOf(manifest), manifest.metadata.name);
        return [];
      },
      *end() {
        for (const { where, kind, namespace, name } of uses) {
          const isGiven = declared.has('Gateway', namespace, name);
          if (isGiven || !declared.lacks(kind, namespace, name)) continue;
          const near = didYouMean(name, declared.names(kind, namespace));
          const message = `There is no Gateway "${name}" in namespace "${namespace}".${near}`;
          const fix = `Declare it, or list "Gateway/${name}" in ${GIVEN} of Namespace "${namespace}".`;
          yield finding(gatewayExists, where, message, fix);
        }
      },
    };
  },
};
