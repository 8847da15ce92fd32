import type { CelInput } from '@bufbuild/cel';
import type { Json } from '../../../model/manifest.js';
import { goDuration } from '../duration.js';
import { fieldSchema, fieldsOf, isList, isObject, type JsonObject, type Schema } from '../schema.js';
import type { Library } from './library.js';

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** A field's name as rules write it. */
export function escaped(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}

/**
 * A value as rules see it: typed by its schema, and without what the schema has no type for.
 *
 * Source: https://kubernetes.io/docs/reference/using-api/cel/#openapi-v3-to-cel
 */
export function celValue(cel: Library, schema: Schema, value: Json): CelInput | undefined {
  if (value === null) return null;
  if (schema['x-kubernetes-int-or-string']) return typeof value === 'number' ? BigInt(value) : (value as string);
  if (typeof value === 'string') return textValue(cel, schema.format, value);
  if (typeof value === 'number') return schema.type === 'integer' ? BigInt(value) : value;
  if (typeof value === 'boolean') return value;
  if (isList(value)) {
    const items = schema.items ?? {};
    return value.map(item => celValue(cel, items, item) ?? null);
  }
  return isObject(value) ? objectValue(cel, schema, value) : undefined;
}

const isTyped = (schema: Schema): boolean => schema.type !== undefined || schema['x-kubernetes-int-or-string'] === true;

function objectValue(cel: Library, schema: Schema, value: JsonObject): CelInput {
  const result = new Map<string, CelInput>();
  for (const [name, inner] of fieldsOf(value)) {
    const known = fieldSchema(schema, name);
    const typed = known && isTyped(known) ? celValue(cel, known, inner) : undefined;
    if (typed !== undefined) result.set(schema.properties ? escaped(name) : name, typed);
  }
  return result;
}

function textValue(cel: Library, format: string | undefined, text: string): CelInput {
  const call = { 'date-time': 'timestamp', date: 'timestamp', duration: 'duration' }[format ?? ''];
  if (format === 'byte') return Uint8Array.from(atob(text), char => char.charCodeAt(0));
  if (call === undefined || (call === 'duration' && goDuration(text) === undefined)) return text;
  const whole = format === 'date' ? `${text}T00:00:00Z` : text;
  const result = cel.run(`${call}(${JSON.stringify(whole)})`);
  if (cel.isCelError(result)) throw result;
  return result;
}
