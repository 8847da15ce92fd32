import { load } from '../analyze/load.js';
import type { Source } from '../analyze/validate.js';
import type { Manifest } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';

/**
 * The objects of some files, by the cluster on which they meet.
 * @throws UserError when a file cannot be read, since an answer over half of the objects would be wrong.
 */
export function clustersIn(sources: readonly Source[]): ReadonlyMap<string, readonly Manifest[]> {
  const clusters = new Map<string, Manifest[]>();
  for (const source of sources) {
    const objects = clusters.get(source.cluster) ?? [];
    clusters.set(source.cluster, objects);
    for (const loaded of load(source.text(), source.file)) {
      if ('object' in loaded) objects.push(loaded.object.manifest);
      else {
        const { message, fix, where } = loaded.finding;
        throw new UserError(`${source.file}:${where.line ?? 1}: ${message}`, fix);
      }
    }
  }
  return clusters;
}
