import type { Difference } from '../model/difference.js';
import { type Manifest, titleOf } from '../model/manifest.js';
import { stepsText } from './diff-lines.js';

function named({ apiVersion, kind, metadata }: Manifest): object {
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}

/** A difference for programs: whole values, and `null` where there is none would be a value, so such a side is left out. */
export function diffJson({ added, removed, changed }: Difference): string {
  const report = {
    added: added.map(named),
    removed: removed.map(named),
    changed: changed.map(({ after, fields }) => ({
      ...named(after),
      title: titleOf(after),
      fields: fields.map(({ path, before, after }) => ({ path: stepsText(path), steps: path, before, after })),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
