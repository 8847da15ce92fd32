import { didYouMean } from '../../model/nearest.js';
import { Declared, GIVEN, NAMESPACE, SERVICE_ENTRY } from '../read/declared.js';
import { SENDERS, serviceUsesOf } from '../read/service-use.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

const SERVICE = '/Service';

export const serviceExists: Rule = {
  id: 'service-exists',
  level: 'error',
  law: `A route's backend is a Service that these files declare or that its Namespace lists in ${GIVEN}. Namespaces that the files do not declare are left alone.`,
  why: 'The gateway answers 503 for its share of the requests (ingress-nginx 503, Gateway API 500), as long as nobody looks at that route.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  kinds: [NAMESPACE, SERVICE, SERVICE_ENTRY, ...SENDERS],
  start() {
    const declared = new Declared();
    const uses: { where: ReturnType<typeof whereIn>; name: string; namespace: string }[] = [];
    return {
      see(object) {
        const kind = kindOf(object.manifest);
        if (kind === NAMESPACE || kind === SERVICE) declared.see(object.manifest);
        else if (kind === SERVICE_ENTRY) declared.addHosts(object.manifest);
        else {
          for (const { name, namespace, path } of serviceUsesOf(object.manifest)) {
            uses.push({ where: whereIn(object, path), name, namespace });
          }
        }
        return [];
      },
      *end() {
        for (const { where, name, namespace } of uses) {
          if (!declared.lacks('Service', namespace, name)) continue;
          const near = didYouMean(name, declared.names('Service', namespace));
          const message = `There is no Service "${name}" in namespace "${namespace}".${near}`;
          const fix = `Declare it, or list "Service/${name}" in ${GIVEN} of Namespace "${namespace}".`;
          yield finding(serviceExists, where, message, fix);
        }
      },
    };
  },
};
