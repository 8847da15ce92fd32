import type { Schema } from './schema.js';

const plainObject: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

function opened(schema: Schema, [step, ...rest]: readonly string[]): Schema {
  if (step === undefined) return plainObject;
  const fields = schema['properties'];
  if (fields === undefined) return schema;
  const name = step.replace(/\[\]$/, '');
  const inside = (value: Schema): Schema =>
    step === name ? opened(value, rest) : { ...value, items: opened(value['items'] as Schema, rest) };
  const changed = Object.entries(fields as Readonly<Record<string, Schema>>).map(([field, value]) => [
    field,
    name === '*' || name === field ? inside(value) : value,
  ]);
  return { ...schema, properties: Object.fromEntries(changed) };
}

/** The schema with a plain object at the path: `field.list[].*`, where `*` is any field. */
export function openFields(schema: Schema, path: string): Schema {
  const result = opened(schema, path.split('.'));
  if (JSON.stringify(result) === JSON.stringify(schema)) throw new Error(`No field of the schema is at ${path}.`);
  return result;
}
