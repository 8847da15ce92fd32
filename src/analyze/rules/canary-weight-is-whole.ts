import { CANARY, canarySetting, isCanary } from '../read/canary.js';
import { INGRESS } from '../read/service-use.js';
import { finding, type Rule, whereIn } from '../rule.js';

const WHOLE = /^[+-]?\d+$/;

/** What ingress-nginx makes of the two annotations: which one is wrong, message and fix. */
function fault(weight: string | undefined, total: string | undefined): readonly [string, string, string] | undefined {
  if (total !== undefined && (!WHOLE.test(total) || Number(total) < 100)) {
    const shown = WHOLE.test(total) ? `A total of ${total} counts as 100` : `"${total}" is no whole number`;
    return ['weight-total', `${shown}.`, 'Use a whole number from 100, or drop canary-weight-total.'];
  }
  if (weight === undefined) return undefined;
  const of = Number(total ?? 100);
  if (!WHOLE.test(weight)) {
    return [
      'weight',
      `"${weight}" is no whole number and counts as 0.`,
      'Use a whole number; for finer shares raise canary-weight-total.',
    ];
  }
  if (Number(weight) >= 0 && Number(weight) <= of) return undefined;
  const share = Number(weight) < 0 ? 0 : 100;
  return [
    'weight',
    `A weight of ${weight} of ${of} sends ${share} % to the canary.`,
    `Use a whole number from 0 to ${of}.`,
  ];
}

export const canaryWeightIsWhole: Rule = {
  id: 'canary-weight-is-whole',
  level: 'error',
  law: 'A canary’s weight is a whole number from 0 to its total, and the total a whole number from 100.',
  why: 'ingress-nginx reads "12.5" and "abc" as 0 without a log line, a total under 100 as 100 (60 of 50 is 60 %), and a weight above the total as everything.',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
  kinds: [INGRESS],
  start: () => ({
    *see(object) {
      if (!isCanary(object.manifest)) return;
      const found = fault(canarySetting(object.manifest, 'weight'), canarySetting(object.manifest, 'weight-total'));
      if (!found) return;
      const [name, message, fix] = found;
      const where = whereIn(object, ['metadata', 'annotations', `${CANARY}-${name}`]);
      yield finding(canaryWeightIsWhole, where, message, fix);
    },
  }),
};
