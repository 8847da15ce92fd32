import { GIVEN } from '../../model/naming.js';
import { didYouMean } from '../../model/nearest.js';
import { HTTP_ROUTE } from '../read/service-use.js';
import { at, items, namespaceOf, text } from '../read/shape.js';
import { gatewayRef, gatewaysOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Located, type Place, type Rule, whereIn } from '../rule.js';

/** The two Gateway kinds are told apart by the kind of who names them. */
const ISTIO = 'networking.istio.io/Gateway';
const STANDARD = 'gateway.networking.k8s.io/Gateway';

interface Use extends Place {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

function* ofVirtualService({ manifest, where }: Located): Iterable<Use> {
  const gateways = gatewaysOf(manifest);
  for (const [i, written] of gateways.entries()) {
    const [namespace, name] = gatewayRef(written, namespaceOf(manifest))?.split('/') ?? [];
    if (namespace && name) yield { where, path: ['spec', 'gateways', i], kind: ISTIO, namespace, name };
  }
}

function* ofRoute({ manifest, where }: Located): Iterable<Use> {
  for (const [i, ref] of items(at(manifest, 'spec', 'parentRefs')).entries()) {
    const name = text(at(ref, 'name'));
    if (name === undefined || (text(at(ref, 'kind')) ?? 'Gateway') !== 'Gateway') continue;
    const namespace = text(at(ref, 'namespace')) ?? namespaceOf(manifest);
    yield { where, path: ['spec', 'parentRefs', i, 'name'], kind: STANDARD, namespace, name };
  }
}

export const gatewayExists: Rule = {
  id: 'gateway-exists',
  level: 'error',
  law: `A route stands on a gateway that these files declare or that the gateway's Namespace lists in ${GIVEN}. Namespaces that the files do not declare are left alone.`,
  why: 'The route is accepted and serves nobody: the gateway answers 404, or the whole connection is refused.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  kinds: [VIRTUAL_SERVICE, HTTP_ROUTE],
  start({ declared }) {
    const uses: Use[] = [];
    const isThere = ({ kind, namespace, name }: Use): boolean =>
      declared.has(kind, namespace, name) || declared.has('Gateway', namespace, name);
    return {
      see(object) {
        const found = kindOf(object.manifest) === VIRTUAL_SERVICE ? ofVirtualService(object) : ofRoute(object);
        for (const use of found) if (!isThere(use)) uses.push(use);
        return [];
      },
      *end() {
        for (const use of uses) {
          const { kind, namespace, name, path } = use;
          if (isThere(use) || !declared.isClosed(namespace)) continue;
          const near = didYouMean(name, declared.names(kind, namespace));
          const message = `There is no Gateway "${name}" in namespace "${namespace}".${near}`;
          const fix = `Declare it, or list "Gateway/${name}" in ${GIVEN} of Namespace "${namespace}".`;
          yield finding(gatewayExists, whereIn(use, path), message, fix);
        }
      },
    };
  },
};
