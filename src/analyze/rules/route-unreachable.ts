import { isShadowed } from '../read/match-cover.js';
import { at, items } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const routeUnreachable: Rule = {
  id: 'route-unreachable',
  level: 'warning',
  law: 'No match of a VirtualService stands behind one that takes all of its requests.',
  why: 'The first match wins, so the later one never sees a request: a canary, a redirect or a pin that is there and does nothing.',
  source: 'https://istio.io/latest/docs/reference/config/analysis/ist0130/',
  kinds: [VIRTUAL_SERVICE],
  start: () => ({
    *see(object) {
      const rules = items(at(object.manifest, 'spec', 'http'));
      const earlier: { readonly match: Parameters<typeof isShadowed>[0]; readonly rule: number }[] = [];
      for (const [i, rule] of rules.entries()) {
        const written = items(at(rule, 'match'));
        const matches = written.length > 0 ? written : [{}];
        for (const [j, match] of matches.entries()) {
          const before = earlier.find(other => isShadowed(match, other.match));
          if (before) {
            const path = ['spec', 'http', i, ...(written.length > 0 ? ['match', j] : [])];
            const message = `http[${before.rule}] takes every request of ${written.length > 0 ? 'this match' : 'this rule'}.`;
            const fix = `Move it before http[${before.rule}], or drop it.`;
            yield finding(routeUnreachable, whereIn(object, path), message, fix);
          } else if (at(rule, 'delegate') === undefined) earlier.push({ match, rule: i });
        }
      }
    },
  }),
};
