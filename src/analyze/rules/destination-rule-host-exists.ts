import type { Where } from '../../model/finding.js';
import { GIVEN } from '../../model/naming.js';
import { didYouMean } from '../../model/nearest.js';
import { fullHost, type ServiceName, serviceOf } from '../read/service-host.js';
import { at, namespaceOf, text } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const destinationRuleHostExists: Rule = {
  id: 'destination-rule-host-exists',
  level: 'warning',
  law: `A DestinationRule is for a Service that these files declare or that its Namespace lists in ${GIVEN}. Namespaces that the files do not declare, and hosts outside the cluster, are left alone.`,
  why: 'The rule is accepted and has no effect: no TLS, no subset, no outlier detection where somebody believes them to be.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  kinds: ['networking.istio.io/DestinationRule'],
  start({ declared }) {
    const uses: { where: Where; service: ServiceName }[] = [];
    return {
      see({ manifest, where }) {
        const host = fullHost(text(at(manifest, 'spec', 'host')) ?? '', namespaceOf(manifest));
        const service = serviceOf(host);
        if (service && !declared.has('Service', service.namespace, service.name)) uses.push({ where, service });
        return [];
      },
      *end() {
        for (const { where, service } of uses) {
          const { name, namespace } = service;
          if (!declared.lacks('Service', namespace, name)) continue;
          const near = didYouMean(name, declared.names('Service', namespace));
          const message = `There is no Service "${name}" in namespace "${namespace}".${near}`;
          yield finding(
            destinationRuleHostExists,
            whereIn({ where }, ['spec', 'host']),
            message,
            'Correct the host, declare the Service, or drop the rule.',
          );
        }
      },
    };
  },
};
