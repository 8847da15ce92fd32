import type { Json } from '../../model/manifest.js';
import { fieldSchema, fieldsOf, isList, isObject, type JsonObject, type Schema } from './schema.js';

function normalObject(schema: Schema, value: JsonObject): JsonObject {
  const changed: Record<string, Json | undefined> = {};
  for (const [name, inner] of fieldsOf(value)) {
    const known = fieldSchema(schema, name);
    if (!known) continue;
    const normal = inner === null && !known.nullable ? known.default : normalised(known, inner);
    const full = inner === null && normal !== undefined ? normalised(known, normal) : normal;
    if (full !== inner) changed[name] = full;
  }
  for (const [name, known] of Object.entries(schema.properties ?? {})) {
    if (known.default === undefined || value[name] !== undefined) continue;
    changed[name] = normalised(known, known.default);
  }
  return Object.keys(changed).length === 0 ? value : { ...value, ...changed };
}

/**
 * The value as an API server sees it when it begins to validate: a null that is not allowed is left out, and a field
 * that was left out has its default. The same object comes back when nothing changes.
 */
export function normalised(schema: Schema, value: Json): Json {
  if (isObject(value)) return normalObject(schema, value);
  if (!isList(value) || !schema.items) return value;
  const { items } = schema;
  let changed = false;
  const list = value.map(item => {
    const filled = item === null && !items.nullable && items.default !== undefined ? items.default : item;
    const normal = normalised(items, filled);
    if (normal !== item) changed = true;
    return normal;
  });
  return changed ? list : value;
}
