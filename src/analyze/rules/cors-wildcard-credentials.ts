import type { Json } from '../../model/manifest.js';
import { HTTP_ROUTE } from '../read/service-use.js';
import { at, items, type Path, texts } from '../read/shape.js';
import { VIRTUAL_SERVICE } from '../read/virtual-service.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

/** Matches of an origin that every origin passes. */
function isAnyOrigin(origin: Json): boolean {
  const regex = at(origin, 'regex');
  return at(origin, 'exact') === '*' || regex === '.*' || regex === '.+' || regex === 'https?://.*';
}

/** Where an object lets every origin send credentials. */
function* openPolicies(manifest: Json, kind: string): Iterable<Path> {
  if (kind === VIRTUAL_SERVICE) {
    for (const [i, rule] of items(at(manifest, 'spec', 'http')).entries()) {
      const cors = at(rule, 'corsPolicy');
      if (at(cors, 'allowCredentials') !== true || !items(at(cors, 'allowOrigins')).some(isAnyOrigin)) continue;
      yield ['spec', 'http', i, 'corsPolicy', 'allowCredentials'];
    }
    return;
  }
  for (const [i, rule] of items(at(manifest, 'spec', 'rules')).entries()) {
    for (const [j, filter] of items(at(rule, 'filters')).entries()) {
      const cors = at(filter, 'cors');
      if (at(cors, 'allowCredentials') !== true || !texts(at(cors, 'allowOrigins')).includes('*')) continue;
      yield ['spec', 'rules', i, 'filters', j, 'cors', 'allowCredentials'];
    }
  }
}

export const corsWildcardCredentials: Rule = {
  id: 'cors-wildcard-credentials',
  level: 'warning',
  law: 'A CORS policy that allows credentials names its origins.',
  why: 'The gateway answers with the caller’s own origin, so that any page on the web can act with the cookies of a user who visits it.',
  source: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  kinds: [VIRTUAL_SERVICE, HTTP_ROUTE],
  start: () => ({
    *see(object) {
      for (const path of openPolicies(object.manifest, kindOf(object.manifest))) {
        const fix = 'Name the origins that your own pages have, or drop allowCredentials.';
        yield finding(corsWildcardCredentials, whereIn(object, path), 'Every origin may send credentials.', fix);
      }
    },
  }),
};
