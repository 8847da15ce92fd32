import { titleOf } from '../../model/manifest.js';
import { hostUsesOf, TAKERS } from '../read/route-host.js';
import { namespaceOf } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const hostClaimedOnce: Rule = {
  id: 'host-claimed-once',
  level: 'error',
  law: 'A host on one gateway, or on one ingress class, belongs to routes of one namespace. Several routes of that namespace may share it: the gateway merges them.',
  why: 'The gateway merges the routes of both tenants in no promised order, so whoever comes first takes requests that are meant for the other.',
  source: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services',
  kinds: TAKERS,
  start() {
    const first = new Map<string, { readonly namespace: string; readonly title: string }>();
    return {
      *see(object) {
        const namespace = namespaceOf(object.manifest);
        const title = titleOf(object.manifest);
        for (const { host, door, path } of hostUsesOf(object.manifest)) {
          const key = `${door}\0${host}`;
          const owner = first.get(key);
          if (owner === undefined) first.set(key, { namespace, title });
          else if (owner.namespace !== namespace) {
            const message = `"${host}" on ${door} is also taken by "${owner.title}".`;
            const fix = `Leave the host to one namespace; let its VirtualService delegate paths to the other.`;
            yield finding(hostClaimedOnce, whereIn(object, path), message, fix);
          }
        }
      },
    };
  },
};
