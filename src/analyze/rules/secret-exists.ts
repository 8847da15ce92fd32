import type { Where } from '../../model/finding.js';
import { didYouMean } from '../../model/nearest.js';
import { Declared, GIVEN, NAMESPACE } from '../read/declared.js';
import { credentialsOf, SECRET_MAKERS, STANDARD_GATEWAY, secretsMadeBy, secretUsesOf } from '../read/secret-use.js';
import { INGRESS } from '../read/service-use.js';
import { at, fields, namespaceOf } from '../read/shape.js';
import { type Labels, podLabelsOf, selects, WORKLOADS } from '../read/workload.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

const GATEWAY = 'networking.istio.io/Gateway';
interface Credential {
  readonly where: Where;
  readonly name: string;
  readonly selector: Labels;
}

export const secretExists: Rule = {
  id: 'secret-exists',
  level: 'error',
  law: `A certificate that a gateway or an Ingress names is a Secret (or a Certificate, ExternalSecret or SealedSecret that makes it) that these files declare or that its Namespace lists in ${GIVEN}. An Istio Gateway looks in the namespace of its Pods. Namespaces of which the files declare no Namespace, or neither a Secret nor that list, are left alone.`,
  why: 'Istio drops the whole server and clients get a reset; ingress-nginx serves its own self-signed certificate and browsers refuse it.',
  source: 'https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/',
  kinds: [NAMESPACE, ...SECRET_MAKERS, INGRESS, STANDARD_GATEWAY, GATEWAY, ...WORKLOADS],
  start() {
    const declared = new Declared();
    const uses: { where: Where; name: string; namespace: string }[] = [];
    const credentials: Credential[] = [];
    const pods: { namespace: string; labels: Labels }[] = [];
    return {
      see(object) {
        const { manifest } = object;
        const namespace = namespaceOf(manifest);
        const kind = kindOf(manifest);
        if (kind === NAMESPACE) declared.see(manifest);
        else if (WORKLOADS.includes(kind)) {
          pods.push({ namespace, labels: podLabelsOf(manifest) });
        } else if (kind === GATEWAY) {
          const selector = fields(at(manifest, 'spec', 'selector'));
          for (const { name, path } of credentialsOf(manifest)) {
            credentials.push({ where: whereIn(object, path), name, selector });
          }
        } else if (kind === INGRESS || kind === STANDARD_GATEWAY) {
          for (const { path, ...use } of secretUsesOf(manifest)) uses.push({ where: whereIn(object, path), ...use });
        } else {
          for (const name of secretsMadeBy(manifest)) declared.add('Secret', namespace, name);
        }
        return [];
      },
      *end() {
        for (const { where, name, selector } of credentials) {
          const homes = pods.filter(({ labels }) => Object.keys(selector).length > 0 && selects(selector, labels));
          const namespaces = new Set(homes.map(home => home.namespace));
          for (const namespace of namespaces) uses.push({ where, name, namespace });
        }
        for (const { where, name, namespace } of uses) {
          if (!declared.speaksOf('Secret', namespace) || !declared.lacks('Secret', namespace, name)) continue;
          const near = didYouMean(name, declared.names('Secret', namespace));
          const message = `There is no Secret "${name}" in namespace "${namespace}".${near}`;
          const fix = `Declare it or a Certificate for it, or list "Secret/${name}" in ${GIVEN} of Namespace "${namespace}".`;
          yield finding(secretExists, where, message, fix);
        }
      },
    };
  },
};
