import type { Json } from '../../model/manifest.js';
import { count, type Faults, show } from './fault.js';
import { isObject, type Schema } from './schema.js';
import type { CheckInside } from './structure.js';

/** One text for all JSON values that are equal, whatever the order of their fields. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const fields = Object.keys(value).filter(key => value[key] !== undefined);
  return `{${fields
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join()}}`;
}

/** What tells items apart: the item itself in a set, its keys in a map. */
function identities(schema: Schema, list: readonly Json[]): readonly string[] | undefined {
  const type = schema['x-kubernetes-list-type'];
  if (schema.uniqueItems || type === 'set') return list.map(canonical);
  if (type !== 'map') return undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return list.map(item => canonical(isObject(item) ? keys.map(key => item[key] ?? null) : item));
}

/** The places of items that were there before, each with the place of the first of its kind. */
export function duplicates(
  schema: Schema,
  list: readonly Json[],
): readonly (readonly [again: number, first: number])[] {
  const found: [number, number][] = [];
  const seen = new Map<string, number>();
  for (const [index, identity] of (identities(schema, list) ?? []).entries()) {
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, index);
    else found.push([index, first]);
  }
  return found;
}

function checkDuplicates(schema: Schema, list: readonly Json[], faults: Faults): void {
  const keys = schema['x-kubernetes-list-type'] === 'map' ? (schema['x-kubernetes-list-map-keys'] ?? []) : undefined;
  for (const [again, first] of duplicates(schema, list)) {
    const item = list[again];
    const what = keys && isObject(item) ? keys.map(key => `${key} ${show(item[key])}`).join(', ') : show(item);
    faults.below(again, () => {
      faults.add(
        'x-kubernetes-list-type',
        `repeats item ${first} (${what}); items must differ.`,
        'Remove one of them.',
      );
    });
  }
}

export function checkList(schema: Schema, list: readonly Json[], faults: Faults, inside: CheckInside): void {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (list.length < minItems) {
    faults.add('minItems', `has ${count(list.length, 'item')}; it needs ${minItems} or more.`, 'Add what is missing.');
  }
  if (list.length > maxItems) {
    faults.add('maxItems', `has ${count(list.length, 'item')}; ${maxItems} or less are allowed.`, 'Split the list.');
  }
  checkDuplicates(schema, list, faults);
  if (items) list.forEach((item, index) => void faults.below(index, () => inside(items, item, faults)));
}
