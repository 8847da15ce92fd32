import type { Json } from './manifest.js';

/** Whether two values say the same. The order of an object's fields means nothing, and a missing field is one that is `undefined`. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => sameJson(item, b[i]));
  }
  const [left, right] = [a, b] as readonly Readonly<Record<string, Json | undefined>>[];
  return [...new Set([...Object.keys(left!), ...Object.keys(right!)])].every(key => sameJson(left![key], right![key]));
}
