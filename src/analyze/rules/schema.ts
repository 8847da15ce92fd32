import { type Finding, fieldPath, type Where } from '../../model/finding.js';
import { finding, kindOf, type Located, type Rule, whereIn } from '../rule.js';
import { isCrd } from '../schema/crd.js';
import type { SchemaFault } from '../schema/fault.js';
import { Schemas } from '../schema/schemas.js';

/** The first object of a kind that no schema is known for, and how many there are. */
interface Unchecked {
  readonly where: Where;
  readonly near: string | undefined;
  count: number;
}

function* said(object: Located, faults: readonly SchemaFault[]): Iterable<Finding> {
  for (const { path, message, fix, level } of faults) {
    const field = path.length > 0 ? fieldPath(path) : 'The object';
    yield { ...finding(schema, whereIn(object, path), `${field} ${message}`, fix), level };
  }
}

export const schema: Rule = {
  id: 'schema',
  level: 'error',
  law: "An object has the fields, types and values that its kind's schema allows, and keeps the schema's rules in CEL. A CustomResourceDefinition among the files counts as a schema too; a kind without one is named in a warning.",
  why: 'The API server refuses the object, and the sync of the whole application stops; or it drops the field in silence, and what it says never happens.',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
  start({ schemas }) {
    if (!schemas) return { see: () => [] };
    const known = new Schemas(schemas);
    const waiting: Located[] = [];
    return {
      *see(object) {
        const { manifest } = object;
        if (isCrd(manifest)) known.addMissing(manifest);
        const faults = known.check(manifest);
        if (faults) yield* said(object, faults);
        // Its definition may still come.
        else waiting.push(object);
      },
      *end() {
        const unchecked = new Map<string, Unchecked>();
        for (const object of waiting) {
          const faults = known.check(object.manifest);
          if (faults) yield* said(object, faults);
          else {
            const kind = kindOf(object.manifest);
            const first = { where: whereIn(object, ['kind']), near: known.nearestKind(object.manifest), count: 0 };
            unchecked.set(kind, unchecked.get(kind) ?? first);
            unchecked.get(kind)!.count++;
          }
        }
        for (const [kind, { where, near, count }] of unchecked) {
          const what = count === 1 ? 'an object' : `${count} objects`;
          const hint = near === undefined ? '' : ` Did you mean "${near.replace(/^\//, '')}"?`;
          const message = `No schema is known for "${kind.replace(/^\//, '')}", so ${what} of it could not be checked.${hint}`;
          const fix = 'Correct the kind, or give its CustomResourceDefinition with --schema.';
          yield { ...finding(schema, where, message, fix), level: 'warning' };
        }
      },
    };
  },
};
