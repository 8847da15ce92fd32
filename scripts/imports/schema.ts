/** A JSON schema as Kubernetes writes it, with its `x-kubernetes-*` words. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

const prose = ['description', 'example', 'externalDocs', 'title'];
const mapsOfSchemas = ['properties', 'patternProperties', 'definitions'];
const listsOfSchemas = ['allOf', 'anyOf', 'oneOf'];
const schemas = ['items', 'additionalProperties', 'not'];

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const each = (map: Schema, change: (schema: Schema) => Schema): Schema =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, isSchema(value) ? change(value) : value]));

/**
 * The same schema with the words for people left out. It knows where schemas stand, so a property that is itself named
 * `description` stays, and so does everything inside a default, an enum or a validation rule.
 */
export function withoutProse(schema: Schema): Schema {
  const kept: [string, unknown][] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (prose.includes(keyword)) continue;
    if (mapsOfSchemas.includes(keyword)) kept.push([keyword, each(value as Schema, withoutProse)]);
    else if (listsOfSchemas.includes(keyword)) kept.push([keyword, (value as readonly Schema[]).map(withoutProse)]);
    else if (schemas.includes(keyword) && isSchema(value)) kept.push([keyword, withoutProse(value)]);
    else kept.push([keyword, value]);
  }
  return Object.fromEntries(kept);
}
