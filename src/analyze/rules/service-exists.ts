import { GIVEN } from '../../model/naming.js';
import { didYouMean } from '../../model/nearest.js';
import { SENDERS, serviceUsesOf } from '../read/service-use.js';
import { finding, type Place, type Rule, whereIn } from '../rule.js';

interface Use extends Place {
  readonly name: string;
  readonly namespace: string;
}

export const serviceExists: Rule = {
  id: 'service-exists',
  level: 'error',
  law: `A route's backend is a Service that these files declare or that its Namespace lists in ${GIVEN}. Namespaces that the files do not declare are left alone.`,
  why: 'The gateway answers 503 for its share of the requests (ingress-nginx 503, Gateway API 500), as long as nobody looks at that route.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  kinds: SENDERS,
  start({ declared }) {
    const uses: Use[] = [];
    return {
      see({ manifest, where }) {
        for (const { name, namespace, path } of serviceUsesOf(manifest)) {
          if (!declared.has('Service', namespace, name)) uses.push({ where, path, name, namespace });
        }
        return [];
      },
      *end() {
        for (const use of uses) {
          const { name, namespace, path } = use;
          if (!declared.lacks('Service', namespace, name)) continue;
          const near = didYouMean(name, declared.names('Service', namespace));
          const message = `There is no Service "${name}" in namespace "${namespace}".${near}`;
          const fix = `Declare it, or list "Service/${name}" in ${GIVEN} of Namespace "${namespace}".`;
          yield finding(serviceExists, whereIn(use, path), message, fix);
        }
      },
    };
  },
};
