import type { Manifest } from '../../model/manifest.js';
import { CANARY, canarySetting, isCanary } from '../read/canary.js';
import { INGRESS } from '../read/service-use.js';
import { fields } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

/** What is wrong: annotation, message and fix. */
function* faults(manifest: Manifest): Iterable<readonly [string, string, string]> {
  const settings = Object.keys(fields(manifest.metadata.annotations)).filter(name => name.startsWith(`${CANARY}-`));
  if (!isCanary(manifest)) {
    const [first] = settings;
    if (first === undefined) return;
    yield [
      first,
      `The Ingress says ${first.slice(first.indexOf('/') + 1)} and is no canary.`,
      `Add ${CANARY}: "true".`,
    ];
    return;
  }
  const has = (name: string): boolean => canarySetting(manifest, name) !== undefined;
  if (!['weight', 'by-header', 'by-cookie'].some(has)) {
    const fix = 'Add canary-weight, canary-by-header or canary-by-cookie; "0" says that nothing is meant.';
    yield [CANARY, 'The canary says nothing about whom it takes, and takes nobody.', fix];
  }
  for (const name of ['by-header-value', 'by-header-pattern'].filter(has)) {
    if (has('by-header')) continue;
    yield [
      `${CANARY}-${name}`,
      `canary-${name} without canary-by-header has no effect.`,
      'Name the header in canary-by-header.',
    ];
  }
  if (has('by-header-value') && has('by-header-pattern')) {
    const fix = 'Keep one of the two.';
    yield [`${CANARY}-by-header-pattern`, 'canary-by-header-value is set, so the pattern is ignored.', fix];
  }
}

export const canaryIsEffective: Rule = {
  id: 'canary-is-effective',
  level: 'error',
  law: 'An Ingress with canary annotations says canary "true" and at least one of canary-weight, canary-by-header and canary-by-cookie; a header value or pattern names its header, and only one of them is there.',
  why: 'ingress-nginx ignores the rest without a word. Without canary "true" the Ingress is a duplicate of the primary, and of two that are applied in the same second the one whose name sorts last takes all requests.',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
  kinds: [INGRESS],
  start: () => ({
    *see(object) {
      for (const [name, message, fix] of faults(object.manifest)) {
        yield finding(canaryIsEffective, whereIn(object, ['metadata', 'annotations', name]), message, fix);
      }
    },
  }),
};
