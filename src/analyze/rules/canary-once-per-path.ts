import { titleOf } from '../../model/manifest.js';
import { CANARY, isCanary, placesOf } from '../read/canary.js';
import { INGRESS } from '../read/service-use.js';
import { namespaceOf } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const canaryOncePerPath: Rule = {
  id: 'canary-once-per-path',
  level: 'error',
  law: 'A host and path has at most one canary Ingress.',
  why: 'ingress-nginx uses the older one and ignores the other, with no word from its admission webhook: its share stays where it was.',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
  kinds: [INGRESS],
  start() {
    const first = new Map<string, string>();
    return {
      *see(object) {
        if (!isCanary(object.manifest)) return;
        const title = titleOf(object.manifest);
        for (const place of new Set(placesOf(object.manifest))) {
          const key = `${namespaceOf(object.manifest)} ${place}`;
          const owner = first.get(key);
          if (owner === undefined) {
            first.set(key, title);
            continue;
          }
          const [host, path] = place.split(' ');
          const message = `"${host}${path}" has a second canary: "${owner}".`;
          const fix = 'Keep one canary for each path; share among more sides in a gateway that can.';
          yield finding(canaryOncePerPath, whereIn(object, ['metadata', 'annotations', CANARY]), message, fix);
          return;
        }
      },
    };
  },
};
