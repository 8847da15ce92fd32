import { at, items, text } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const subsetNamedOnce: Rule = {
  id: 'subset-named-once',
  level: 'error',
  law: 'The subsets of a DestinationRule have different names, each a DNS-1123 label.',
  why: 'Istio refuses the object, so that a new subset never comes to be and the routes to it answer 503.',
  source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset',
  kinds: ['networking.istio.io/DestinationRule'],
  start: () => ({
    *see(object) {
      const names = new Set<string>();
      for (const [i, subset] of items(at(object.manifest, 'spec', 'subsets')).entries()) {
        const name = text(at(subset, 'name'));
        if (name === undefined) continue;
        const fault = names.has(name) ? 'stands twice' : LABEL.test(name) ? undefined : 'is no DNS-1123 label';
        names.add(name);
        if (fault === undefined) continue;
        const fix = 'Use lower case letters, digits and dashes, and each name once.';
        yield finding(subsetNamedOnce, whereIn(object, ['spec', 'subsets', i]), `Subset "${name}" ${fault}.`, fix);
      }
    },
  }),
};
