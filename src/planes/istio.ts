import { answerOf, knowsHost } from './istio/answer.js';
import { doorsOf, edgesAt } from './istio/edges.js';
import { sampledIn } from './istio/sampled.js';
import { type Site, siteOf } from './istio/site.js';
import type { Answer, DataPlane, Door, Plane, Request } from './plane.js';

/** Several sets of Pods may listen; which of them the client has reached, only DNS knows. */
function answer(site: Site, request: Request): Answer {
  const answers = site.doors.map(door => answerOf(door, request, site));
  const taken = answers.filter(knowsHost);
  if (taken.length > 1) {
    const gateways = taken.map(one => one.steps[0]?.at ?? 'a gateway').join(' and ');
    const because = `which Pods the client reaches: ${gateways} stand on different ones`;
    return { kind: 'unknown', because, steps: [], assumes: [] };
  }
  const listening = answers.find(one => one.kind !== 'refused' || one.status !== 0);
  const because = 'there is no Gateway';
  return taken[0] ?? listening ?? answers[0] ?? { kind: 'refused', status: 0, because, steps: [], assumes: [] };
}

/** Istio's gateways: Gateway, VirtualService with delegates, DestinationRule, ServiceEntry and Service. */
export function istio(): DataPlane {
  return {
    name: 'istio',
    load(found): Plane {
      const site = siteOf(found);
      const doors = doorsOf(site);
      return {
        answer: request => answer(site, request),
        doors: () => doors,
        *edges(door?: Door) {
          for (const one of door ? [door] : doors) yield* edgesAt(site, one);
        },
        sampled: () => sampledIn(site),
      };
    },
  };
}
