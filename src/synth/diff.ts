import type { Difference, ObjectChange } from '../model/difference.js';
import { identityOf, type Manifest } from '../model/manifest.js';
import { compare } from './diff/compare.js';

function byIdentity(manifests: Iterable<Manifest>): Map<string, Manifest> {
  return new Map([...manifests].map(manifest => [identityOf(manifest), manifest]));
}

/** Compares what objects mean, not how they are written: the order of keys, and of items that have names, is nothing. */
export function diff(before: Iterable<Manifest>, after: Iterable<Manifest>): Difference {
  const old = byIdentity(before);
  const fresh = byIdentity(after);
  const changed: ObjectChange[] = [];
  for (const [identity, manifest] of fresh) {
    const was = old.get(identity);
    if (!was) continue;
    const fields = [...compare(was, manifest, [])];
    if (fields.length > 0) changed.push({ before: was, after: manifest, fields });
  }
  return {
    added: [...fresh].filter(([identity]) => !old.has(identity)).map(([, manifest]) => manifest),
    removed: [...old].filter(([identity]) => !fresh.has(identity)).map(([, manifest]) => manifest),
    changed,
  };
}
