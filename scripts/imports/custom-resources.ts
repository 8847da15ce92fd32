import { loadAll } from 'js-yaml';
import { byName, type Kind, type Taken } from './kind.js';
import { type Schema, withoutProse } from './schema.js';

/** The part of a CustomResourceDefinition that is read. */
export interface CustomResourceDefinition {
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly scope: Kind['scope'];
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema?: { readonly openAPIV3Schema?: Schema };
    }[];
  };
}

/** The definitions in a YAML text; other kinds of documents are passed over. */
export function definitionsIn(text: string): CustomResourceDefinition[] {
  const documents = loadAll(text) as readonly (CustomResourceDefinition | null | undefined)[];
  return documents.filter(document => document?.kind === 'CustomResourceDefinition') as CustomResourceDefinition[];
}

/**
 * A file per definition, holding each different schema once under the first version that has it: versions of a kind
 * mostly share one schema, and then they point at the same place.
 */
export function takeCustomResources(id: string, definitions: readonly CustomResourceDefinition[]): Taken {
  const kinds: Kind[] = [];
  const files = new Map<string, Schema>();
  for (const { metadata, spec } of definitions) {
    const file = `${id}/${metadata.name}.json`;
    const places = new Map<string, string>();
    const schemas: Record<string, Schema> = {};
    const versions: Record<string, string> = {};
    for (const { name, served, schema } of spec.versions) {
      if (!served) continue;
      if (!schema?.openAPIV3Schema) throw new Error(`${metadata.name} has no schema for ${name}.`);
      const slim = withoutProse(schema.openAPIV3Schema);
      const text = JSON.stringify(slim);
      if (!places.has(text)) {
        places.set(text, name);
        schemas[name] = slim;
      }
      versions[name] = `${file}#/${places.get(text)}`;
    }
    if (Object.keys(versions).length === 0) continue;
    kinds.push({ group: spec.group, kind: spec.names.kind, plural: spec.names.plural, scope: spec.scope, versions });
    files.set(file, schemas);
  }
  return { kinds: kinds.sort(byName), files };
}
