import { didYouMean } from '../../model/nearest.js';
import { finding, type Rule, whereIn } from '../rule.js';
import { IGNORE, suppressionsOf } from '../suppression.js';

export const ignoreIsSound: Rule = {
  id: 'ignore-is-sound',
  level: 'error',
  law: `The annotation ${IGNORE} names rules that exist and gives each a reason: "rule-id: reason; other-id: reason".`,
  why: 'A suppression without a reason outlives the case that it was made for, and one with a misspelt id silences nothing.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
  start: ({ ids }) => ({
    *see(object) {
      for (const { rule, reason } of suppressionsOf(object.manifest)) {
        const where = whereIn(object, ['metadata', 'annotations', IGNORE]);
        if (!ids.includes(rule)) {
          const message = `There is no rule "${rule}" to ignore.${didYouMean(rule, ids)}`;
          yield finding(ignoreIsSound, where, message, 'Name a rule by its id, or drop the entry.');
        } else if (reason === '') {
          const fix = `Write "${rule}: <why this object may break it>"; without a reason it stays in force.`;
          yield finding(ignoreIsSound, where, `"${rule}" is ignored without a reason.`, fix);
        }
      }
    },
  }),
};
