import type { Where } from '../../model/finding.js';
import { didYouMean } from '../../model/nearest.js';
import { Declared, NAMESPACE } from '../read/declared.js';
import { covers, fullHost, serviceOf } from '../read/service-host.js';
import { at, items, namespaceOf, text } from '../read/shape.js';
import { destinationsOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

const DESTINATION_RULE = 'networking.istio.io/DestinationRule';

interface Use {
  readonly where: Where;
  readonly namespace: string;
  readonly host: string;
  readonly subset: string;
}

export const subsetExists: Rule = {
  id: 'subset-exists',
  level: 'error',
  law: 'A subset that a VirtualService sends to is declared by a DestinationRule for that host.',
  why: 'The gateway answers 503 with flag NC (no cluster) for the share of that subset, while the objects look healthy.',
  source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset',
  kinds: [NAMESPACE, VIRTUAL_SERVICE, DESTINATION_RULE],
  start() {
    const declared = new Declared();
    const subsets = new Map<string, Set<string>>();
    const wildcards: string[] = [];
    const uses: Use[] = [];

    function subsetsOf(host: string): readonly string[] | undefined {
      const rules = [host, ...wildcards.filter(pattern => covers(pattern, host))].flatMap(of => subsets.get(of) ?? []);
      return rules.length > 0 ? rules.flatMap(names => [...names]) : undefined;
    }

    /** Whether a DestinationRule that nobody sees here may still declare it. */
    function isOpen({ namespace, host }: Use): boolean {
      const service = serviceOf(host);
      return !declared.isClosed(namespace) || (service !== undefined && !declared.isClosed(service.namespace));
    }

    return {
      see(object) {
        const { manifest } = object;
        const namespace = namespaceOf(manifest);
        const kind = kindOf(manifest);
        if (kind === NAMESPACE) declared.see(manifest);
        else if (kind === DESTINATION_RULE) {
          const host = fullHost(text(at(manifest, 'spec', 'host')) ?? '', namespace);
          if (host.startsWith('*') && !subsets.has(host)) wildcards.push(host);
          const names = items(at(manifest, 'spec', 'subsets')).flatMap(subset => text(at(subset, 'name')) ?? []);
          subsets.set(host, new Set([...(subsets.get(host) ?? []), ...names]));
        } else {
          for (const { host, subset, path } of destinationsOf(manifest)) {
            if (subset) uses.push({ where: whereIn(object, [...path, 'subset']), namespace, host, subset });
          }
        }
        return [];
      },
      *end() {
        for (const use of uses) {
          const known = subsetsOf(use.host);
          if (known?.includes(use.subset) || (known === undefined && isOpen(use))) continue;
          const message =
            known === undefined
              ? `No DestinationRule for "${use.host}" declares subset "${use.subset}".`
              : `Host "${use.host}" has no subset "${use.subset}".${didYouMean(use.subset, known)}`;
          const fix = `Add the subset to a DestinationRule for "${use.host}", one sync wave before this object.`;
          yield finding(subsetExists, use.where, message, fix);
        }
      },
    };
  },
};
