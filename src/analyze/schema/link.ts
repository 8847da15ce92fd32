import { asResource } from './resource.js';
import type { Schema } from './schema.js';

/** A schema as it is written: references to definitions are not followed yet. */
export interface WrittenSchema extends Schema {
  readonly $ref?: string;
}

export type Definitions = Readonly<Record<string, WrittenSchema>>;

const prefix = '#/definitions/';

/**
 * Follows the references of a schema, so that it may become a circle, and opens the objects embedded in it. The words of
 * the core kinds come from Go types: these read base64 with line breaks, and their lists are not checked for duplicates.
 */
export function linked(schema: WrittenSchema, definitions: Definitions): Schema {
  const core = Object.keys(definitions).length > 0;
  const done = new Map<WrittenSchema, Schema>();

  function link(written: WrittenSchema): Schema {
    if (written.$ref !== undefined) {
      const target = definitions[written.$ref.slice(prefix.length)];
      if (!target) throw new Error(`The schema refers to ${written.$ref}, which is not there.`);
      return link(target);
    }
    const known = done.get(written);
    if (known) return known;
    const result: Record<string, unknown> = { ...written };
    done.set(written, result as Schema);
    for (const word of ['items', 'additionalProperties', 'not'] as const) {
      const inner = written[word];
      if (typeof inner === 'object') result[word] = link(inner);
    }
    for (const word of ['allOf', 'anyOf', 'oneOf'] as const) if (written[word]) result[word] = written[word].map(link);
    if (written.properties) {
      const fields = Object.entries(written.properties).map(([name, inner]) => [name, link(inner)] as const);
      result['properties'] = Object.fromEntries(fields);
    }
    if (core && written.format === 'byte') result['format'] = 'go-bytes';
    if (core) delete result['x-kubernetes-list-type'];
    if (written['x-kubernetes-embedded-resource']) Object.assign(result, asResource(result as Schema, 'embedded'));
    return result as Schema;
  }

  return link(schema);
}
