import type { Json } from '../../model/manifest.js';
import { HTTP_ROUTE } from '../read/service-use.js';
import { at, items, number } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

/** What is wrong with the weights of a VirtualService's rule: message and fix. */
function virtualServiceFault(routes: readonly Json[]): readonly [string, string] | undefined {
  const weights = routes.map(route => number(at(route, 'weight')));
  if (routes.length === 1) {
    const [only] = weights;
    if (only === undefined || only === 0 || only === 100) return undefined;
    return [`The only destination has weight ${only} and gets all requests.`, 'Drop the weight, or add the others.'];
  }
  const sum = weights.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  if (routes.length === 0 || sum === 100) return undefined;
  const list = weights.map(weight => weight ?? 0).join(' + ');
  if (sum === 0) return [`The weights ${list} sum to 0: Istio refuses the object.`, 'Give the weights a sum of 100.'];
  const share = Math.round(((weights[0] ?? 0) / sum) * 10_000) / 100;
  return [`The weights ${list} sum to ${sum}: the first gets ${share} %.`, 'Give the weights a sum of 100.'];
}

export const weightsSum: Rule = {
  id: 'weights-sum',
  level: 'error',
  law: 'The weights of several destinations in a VirtualService sum to 100, a single destination says none, 0 or 100, and an HTTPRoute rule has a weight above 0.',
  why: 'Weights are relative: with a sum of 110 a "10" sends 9.09 %, so the share that people read is not the share that users get. A sum of 0 is refused by Istio, and answered with 500 by Gateway API.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination',
  kinds: [VIRTUAL_SERVICE, HTTP_ROUTE],
  start: () => ({
    *see(object) {
      const { manifest } = object;
      if (kindOf(manifest) === HTTP_ROUTE) {
        for (const [i, rule] of items(at(manifest, 'spec', 'rules')).entries()) {
          const refs = items(at(rule, 'backendRefs'));
          if (refs.length === 0 || refs.some(ref => at(ref, 'weight') !== 0)) continue;
          const where = whereIn(object, ['spec', 'rules', i, 'backendRefs']);
          yield finding(weightsSum, where, 'All backends have weight 0.', 'Give one of them a weight above 0.');
        }
        return;
      }
      for (const protocol of ['http', 'tls', 'tcp']) {
        for (const [i, rule] of items(at(manifest, 'spec', protocol)).entries()) {
          const fault = virtualServiceFault(items(at(rule, 'route')));
          if (fault) yield finding(weightsSum, whereIn(object, ['spec', protocol, i, 'route']), ...fault);
        }
      }
    },
  }),
};
