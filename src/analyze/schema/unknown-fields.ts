import type { Json } from '../../model/manifest.js';
import { didYouMean } from '../../model/nearest.js';
import { type Faults, oneOf } from './fault.js';
import { fieldSchema, fieldsOf, isList, isObject, type Schema } from './schema.js';

/** Fields that the schema does not know: an API server drops them in silence, so what they say never happens. */
export function unknownFields(schema: Schema, value: Json, faults: Faults): void {
  if (isList(value)) {
    const { items } = schema;
    if (items) value.forEach((item, index) => void faults.below(index, () => unknownFields(items, item, faults)));
    return;
  }
  if (!isObject(value)) return;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
  for (const [name, inner] of fieldsOf(value)) {
    const known = fieldSchema(schema, name);
    if (known) faults.below(name, () => unknownFields(known, inner, faults));
    else if (!open) faults.below(name, () => unknownField(name, Object.keys(schema.properties ?? {}), faults));
  }
}

function unknownField(name: string, known: readonly string[], faults: Faults): void {
  const hint = didYouMean(name, known);
  faults.add(
    'unknown-field',
    `is no field of this object.${hint}`,
    hint ? 'Correct the name.' : known.length > 0 ? `Remove it; allowed are ${oneOf(known)}.` : 'Remove it.',
  );
}
