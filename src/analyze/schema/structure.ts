import type { Json } from '../../model/manifest.js';
import { checkCombinations } from './combinations.js';
import { type Faults, oneOf, show } from './fault.js';
import { checkList } from './lists.js';
import { checkNumber } from './numbers.js';
import { checkObject } from './objects.js';
import { isList, isObject, type Schema } from './schema.js';
import { checkText } from './texts.js';

const names: Readonly<Record<NonNullable<Schema['type']>, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function isOfType(type: NonNullable<Schema['type']>, value: Json): boolean {
  if (type === 'array') return isList(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

/** Equal as JSON, whatever the order of the fields. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => equalJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a).filter(key => a[key] !== undefined);
  const others = Object.keys(b).filter(key => b[key] !== undefined);
  return keys.length === others.length && keys.every(key => Object.hasOwn(b, key) && equalJson(a[key], b[key]));
}

function checkType(schema: Schema, value: Json, faults: Faults): boolean {
  if (schema['x-kubernetes-int-or-string']) {
    if (Number.isInteger(value) || typeof value === 'string') return true;
    faults.add('type', `is ${show(value)}; a whole number or a text is allowed.`, 'Write a whole number or a text.');
    return false;
  }
  const { type } = schema;
  if (type === undefined || isOfType(type, value)) return true;
  const asText = type === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  const fix = asText ? `Put it in quotes: "${value}".` : `Write ${names[type]}.`;
  faults.add('type', `is ${show(value)}; ${names[type]} is allowed.`, fix);
  return false;
}

/** How a value inside is checked; it is handed down, so that the parts do not know the whole. */
export type CheckInside = (schema: Schema, value: Json, faults: Faults) => void;

/**
 * Says where a value breaks its schema, in the words of a structural schema. What the schema does not know is not
 * looked at, and neither are rules in CEL.
 *
 * Source: https://github.com/kubernetes/kube-openapi/tree/master/pkg/validation/validate
 */
export function checkStructure(schema: Schema, value: Json, faults: Faults): void {
  if (value === null && schema.nullable) return;
  if (value === null && !schema.type && !schema['x-kubernetes-int-or-string']) return;
  if (!checkType(schema, value, faults)) return;
  checkCombinations(schema, value, faults, checkStructure);
  if (schema.enum && !schema.enum.some(allowed => equalJson(allowed, value))) {
    faults.add('enum', `is ${show(value)}; allowed is ${oneOf(schema.enum)}.`, `Use one of ${oneOf(schema.enum)}.`);
  }
  if (typeof value === 'string') checkText(schema, value, faults);
  else if (typeof value === 'number') checkNumber(schema, value, faults);
  else if (isList(value)) checkList(schema, value, faults, checkStructure);
  else if (isObject(value)) checkObject(schema, value, faults, checkStructure);
}
