import type { Json, Manifest } from '../../model/manifest.js';
import type { WrittenSchema } from './link.js';
import { isList, isObject, type JsonObject } from './schema.js';

/** The kind that a CustomResourceDefinition defines. */
export interface DefinedKind {
  readonly group: string;
  readonly kind: string;
  /** Served versions, each with its schema. */
  readonly versions: ReadonlyMap<string, WrittenSchema>;
}

export function isCrd(manifest: Manifest): boolean {
  return manifest.kind === 'CustomResourceDefinition' && manifest.apiVersion.startsWith('apiextensions.k8s.io/');
}

const within = (value: Json | undefined, ...steps: readonly string[]): Json | undefined =>
  steps.reduce<Json | undefined>((inner, step) => (isObject(inner) ? inner[step] : undefined), value);

const schemaIn = (value: Json | undefined): WrittenSchema | undefined => {
  const schema = within(value, 'openAPIV3Schema');
  return isObject(schema) ? (schema as unknown as WrittenSchema) : undefined;
};

/** The old form, `v1beta1`, has one schema for all versions. */
function versionsOf(spec: JsonObject): readonly (readonly [string, WrittenSchema])[] {
  const listed = isList(spec['versions']) ? spec['versions'].filter(isObject) : [{ name: spec['version'] ?? null }];
  return listed.flatMap(version => {
    const schema = schemaIn(version['schema']) ?? schemaIn(spec['validation']);
    const { name, served = true } = version;
    return typeof name === 'string' && served !== false && schema ? [[name, schema] as const] : [];
  });
}

/** The kind that a manifest defines; undefined where it is no definition, or one that says no schema. */
export function definedKind(manifest: Manifest): DefinedKind | undefined {
  const spec = manifest['spec'];
  if (!isCrd(manifest) || !isObject(spec)) return undefined;
  const [group, kind] = [spec['group'], within(spec, 'names', 'kind')];
  const versions = new Map(versionsOf(spec));
  if (typeof group !== 'string' || typeof kind !== 'string' || versions.size === 0) return undefined;
  return { group, kind, versions };
}
