import type { Json } from '../model/manifest.js';

type Key = string | number;

/** A field of an answer, `undefined` where any step of the way is missing. */
export function at(value: Json | undefined, ...path: readonly Key[]): Json | undefined {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Readonly<Record<Key, Json | undefined>>)[key];
  }
  return found ?? undefined;
}

/** A text that an answer must have; a missing one is a forge that we do not understand. */
export function textAt(value: Json | undefined, ...path: readonly Key[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw lacks(path, 'text');
  return found;
}

export function numberAt(value: Json | undefined, ...path: readonly Key[]): number {
  const found = at(value, ...path);
  if (typeof found !== 'number') throw lacks(path, 'number');
  return found;
}

/** A list, empty where there is none. */
export function listAt(value: Json | undefined, ...path: readonly Key[]): readonly Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

function lacks(path: readonly Key[], kind: string): Error {
  return new Error(`The forge's answer has no ${kind} at "${path.join('.')}".`);
}
