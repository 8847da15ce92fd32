import type { FieldChange, Steps } from '../../model/difference.js';
import type { Json } from '../../model/manifest.js';
import { keyed } from './list-keys.js';

type Fields = Readonly<Record<string, Json | undefined>>;

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every field in which two values differ, as deep down as both have it. */
export function* compare(before: Json | undefined, after: Json | undefined, path: Steps): Generator<FieldChange> {
  if (Array.isArray(before) && Array.isArray(after)) yield* compareLists(before, after, path);
  else if (isFields(before) && isFields(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* compare(before[key], after[key], [...path, key]);
    }
  } else if (before !== after) yield { path, before, after };
}

function* compareLists(before: readonly Json[], after: readonly Json[], path: Steps): Generator<FieldChange> {
  const items = keyed(before, after, path);
  if (items === undefined) {
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      yield* compare(before[i], after[i], [...path, i]);
    }
    return;
  }
  for (const { step, was, is } of items.pairs) yield* compare(was, is, [...path, step]);
  if (items.order) yield { path, before: items.order.was, after: items.order.is };
}
