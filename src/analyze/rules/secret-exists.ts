import { GIVEN } from '../../model/naming.js';
import { didYouMean } from '../../model/nearest.js';
import { credentialsOf, STANDARD_GATEWAY, secretUsesOf } from '../read/secret-use.js';
import { INGRESS } from '../read/service-use.js';
import { at, fields, namespaceOf } from '../read/shape.js';
import { type Labels, podLabelsOf, selects, WORKLOADS } from '../read/workload.js';
import { finding, kindOf, type Place, type Rule, whereIn } from '../rule.js';

const GATEWAY = 'networking.istio.io/Gateway';

interface Use extends Place {
  readonly name: string;
  readonly namespace: string;
}

interface Credential extends Place {
  readonly name: string;
  readonly selector: Labels;
}

export const secretExists: Rule = {
  id: 'secret-exists',
  level: 'error',
  law: `A certificate that a gateway or an Ingress names is a Secret (or a Certificate, ExternalSecret or SealedSecret that makes it) that these files declare or that its Namespace lists in ${GIVEN}. An Istio Gateway looks in the namespace of its Pods. Namespaces of which the files declare no Namespace, or neither a Secret nor that list, are left alone.`,
  why: 'Istio drops the whole server and clients get a reset; ingress-nginx serves its own self-signed certificate and browsers refuse it.',
  source: 'https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/',
  kinds: [INGRESS, STANDARD_GATEWAY, GATEWAY, ...WORKLOADS],
  start({ declared }) {
    const uses: Use[] = [];
    const credentials: Credential[] = [];
    const pods: { namespace: string; labels: Labels }[] = [];
    return {
      see({ manifest, where }) {
        const kind = kindOf(manifest);
        if (WORKLOADS.includes(kind)) {
          pods.push({ namespace: namespaceOf(manifest), labels: podLabelsOf(manifest) });
        } else if (kind === GATEWAY) {
          const selector = fields(at(manifest, 'spec', 'selector'));
          for (const { name, path } of credentialsOf(manifest)) credentials.push({ where, path, name, selector });
        } else {
          for (const use of secretUsesOf(manifest)) {
            if (!declared.has('Secret', use.namespace, use.name)) uses.push({ where, ...use });
          }
        }
        return [];
      },
      *end() {
        for (const { where, path, name, selector } of credentials) {
          const homes = pods.filter(({ labels }) => Object.keys(selector).length > 0 && selects(selector, labels));
          const namespaces = new Set(homes.map(home => home.namespace));
          for (const namespace of namespaces) uses.push({ where, path, name, namespace });
        }
        for (const use of uses) {
          const { path, name, namespace } = use;
          if (!declared.speaksOf('Secret', namespace) || !declared.lacks('Secret', namespace, name)) continue;
          const near = didYouMean(name, declared.names('Secret', namespace));
          const message = `There is no Secret "${name}" in namespace "${namespace}".${near}`;
          const fix = `Declare it or a Certificate for it, or list "Secret/${name}" in ${GIVEN} of Namespace "${namespace}".`;
          yield finding(secretExists, whereIn(use, path), message, fix);
        }
      },
    };
  },
};
