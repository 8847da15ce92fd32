import { didYouMean } from '../../model/nearest.js';
import { covers, fullHost, serviceOf } from '../read/service-host.js';
import { at, items, namespaceOf, text } from '../read/shape.js';
import { destinationsOf, VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Place, type Rule, whereIn } from '../rule.js';

const DESTINATION_RULE = 'networking.istio.io/DestinationRule';

interface Use extends Place {
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
  kinds: [VIRTUAL_SERVICE, DESTINATION_RULE],
  start({ declared }) {
    const subsets = new Map<string, readonly string[]>();
    const wildcards: string[] = [];
    const uses: Use[] = [];

    function subsetsOf(host: string): readonly string[] | undefined {
      const rules = [host, ...wildcards.filter(pattern => covers(pattern, host))].filter(of => subsets.has(of));
      return rules.length > 0 ? rules.flatMap(of => subsets.get(of) ?? []) : undefined;
    }

    /** Whether a DestinationRule that nobody sees here may still declare it. */
    function isOpen({ namespace, host }: Use): boolean {
      const service = serviceOf(host);
      return !declared.isClosed(namespace) || (service !== undefined && !declared.isClosed(service.namespace));
    }

    return {
      see({ manifest, where }) {
        const namespace = namespaceOf(manifest);
        if (kindOf(manifest) === DESTINATION_RULE) {
          const host = fullHost(text(at(manifest, 'spec', 'host')) ?? '', namespace);
          if (host.startsWith('*') && !subsets.has(host)) wildcards.push(host);
          const names = items(at(manifest, 'spec', 'subsets')).flatMap(subset => text(at(subset, 'name')) ?? []);
          subsets.set(host, [...(subsets.get(host) ?? []), ...names]);
        } else {
          for (const { host, subset, path } of destinationsOf(manifest)) {
            if (!subset || subsets.get(host)?.includes(subset)) continue;
            uses.push({ where, path: [...path, 'subset'], namespace, host, subset });
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
          yield finding(subsetExists, whereIn(use, use.path), message, fix);
        }
      },
    };
  },
};
