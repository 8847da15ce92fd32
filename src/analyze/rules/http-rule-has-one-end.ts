import type { Json } from '../../model/manifest.js';
import { at, items } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, type Rule, whereIn } from '../rule.js';

const ENDS = ['route', 'redirect', 'directResponse', 'delegate'];

function has(rule: Json, field: string): boolean {
  const value = at(rule, field);
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

/** What is wrong with where a rule ends: message and fix. */
function* faults(rule: Json): Iterable<readonly [string, string]> {
  const ends = ENDS.filter(end => has(rule, end));
  if (ends.length === 0) {
    yield ['The rule ends nowhere.', 'Give it a route, a redirect, a directResponse or a delegate.'];
    return;
  }
  if (ends.length > 1) {
    yield [`The rule has ${ends.join(' and ')}.`, 'Keep one of them.'];
  }
  const answers = has(rule, 'redirect') || has(rule, 'directResponse');
  for (const field of answers ? ['fault', 'rewrite'] : []) {
    if (has(rule, field))
      yield [`The rule answers by itself and has ${field}, which needs a backend.`, `Drop ${field}.`];
  }
  if (has(rule, 'mirror') && has(rule, 'mirrors')) yield ['The rule has mirror and mirrors.', 'Keep mirrors.'];
}

export const httpRuleHasOneEnd: Rule = {
  id: 'http-rule-has-one-end',
  level: 'error',
  law: 'An http rule of a VirtualService has exactly one of route, redirect, directResponse and delegate, and what redirects or answers by itself has no fault and no rewrite.',
  why: 'Istio refuses the object and keeps the routes of yesterday, with the weights of yesterday.',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute',
  kinds: [VIRTUAL_SERVICE],
  start: () => ({
    *see(object) {
      for (const [i, rule] of items(at(object.manifest, 'spec', 'http')).entries()) {
        for (const fault of faults(rule))
          yield finding(httpRuleHasOneEnd, whereIn(object, ['spec', 'http', i]), ...fault);
      }
    },
  }),
};
