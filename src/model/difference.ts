import type { Json, Manifest } from './manifest.js';

/** A field's name, a place in a list, or what tells an item of a list from the others: `{ name: 'checkout' }`. */
export type Step = string | number | Readonly<Record<string, Json>>;
export type Steps = readonly Step[];

/** One field that is not what it was; `undefined` where there was or is none. */
export interface FieldChange {
  /** The last step `{ '': value }` stands for a member of a list that is a set of texts or numbers. */
  readonly path: Steps;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

export interface ObjectChange {
  readonly before: Manifest;
  readonly after: Manifest;
  /** In the order of the fields, never empty. */
  readonly fields: readonly FieldChange[];
}

/** What leads from one set of objects to another; each list in the order of the set that it comes from. */
export interface Difference {
  /** Objects that were not there before. */
  readonly added: readonly Manifest[];
  /** Objects that are there no longer. */
  readonly removed: readonly Manifest[];
  /** Objects that are in both, and mean something else. */
  readonly changed: readonly ObjectChange[];
}

/** Whether two sets of objects mean the same. */
export function isSame({ added, removed, changed }: Difference): boolean {
  return added.length + removed.length + changed.length === 0;
}
