import { nearest } from '../../model/nearest.js';
import { count, type Faults } from './fault.js';
import { fieldSchema, fieldsOf, type JsonObject, type Schema } from './schema.js';
import type { CheckInside } from './structure.js';

function checkRequired(schema: Schema, value: JsonObject, faults: Faults): void {
  for (const name of schema.required ?? []) {
    if (Object.hasOwn(value, name) && value[name] !== undefined) continue;
    const others = Object.keys(value).filter(key => !Object.hasOwn(schema.properties ?? {}, key));
    const near = nearest(name, others);
    const hint = near === undefined ? '' : ` Is "${near}" meant to be "${name}"?`;
    faults.add('required', `has no field "${name}", which must be there.${hint}`, `Add "${name}".`);
  }
}

export function checkObject(schema: Schema, value: JsonObject, faults: Faults, inside: CheckInside): void {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  const fields = fieldsOf(value);
  checkRequired(schema, value, faults);
  if (fields.length < minProperties) {
    faults.add(
      'minProperties',
      `has ${count(fields.length, 'field')}; it needs ${minProperties} or more.`,
      'Add some.',
    );
  }
  if (fields.length > maxProperties) {
    const seen = count(fields.length, 'field');
    faults.add('maxProperties', `has ${seen}; ${maxProperties} or less are allowed.`, 'Remove some.');
  }
  for (const [name, inner] of fields) {
    const known = fieldSchema(schema, name);
    if (known) faults.below(name, () => inside(known, inner, faults));
  }
}
