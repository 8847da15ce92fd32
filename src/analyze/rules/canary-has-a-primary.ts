import type { Where } from '../../model/finding.js';
import { CANARY, isCanary, placesOf } from '../read/canary.js';
import { INGRESS } from '../read/service-use.js';
import { namespaceOf } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

interface Canary {
  readonly where: Where;
  readonly namespace: string;
  readonly places: readonly string[];
}

export const canaryHasAPrimary: Rule = {
  id: 'canary-has-a-primary',
  level: 'error',
  law: 'Each host, path and pathType of a canary Ingress is also one of an Ingress that is no canary. Namespaces that these files do not declare are left alone, unless they hold an Ingress for that host.',
  why: 'ingress-nginx drops the canary’s path with a log line only: the new side gets nothing, and a host of its own answers 404.',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
  kinds: [INGRESS],
  start({ declared }) {
    const primaries = new Set<string>();
    const hosts = new Set<string>();
    const canaries: Canary[] = [];
    return {
      see(object) {
        const { manifest } = object;
        const namespace = namespaceOf(manifest);
        if (isCanary(manifest)) {
          const where = whereIn(object, ['metadata', 'annotations', CANARY]);
          canaries.push({ where, namespace, places: placesOf(manifest) });
        } else {
          for (const place of placesOf(manifest)) {
            primaries.add(`${namespace} ${place}`);
            hosts.add(`${namespace} ${place.split(' ')[0]}`);
          }
        }
        return [];
      },
      *end() {
        for (const { where, namespace, places } of canaries) {
          for (const place of places) {
            const [host, path, type] = place.split(' ');
            const isKnown = declared.isClosed(namespace) || hosts.has(`${namespace} ${host}`);
            if (!isKnown || primaries.has(`${namespace} ${place}`)) continue;
            const message = `No other Ingress of "${namespace}" serves "${host}${path}" with pathType ${type}.`;
            yield finding(
              canaryHasAPrimary,
              where,
              message,
              'Name host, path and pathType as the primary Ingress does.',
            );
          }
        }
      },
    };
  },
};
