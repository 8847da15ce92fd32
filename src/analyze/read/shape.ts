import type { Where } from '../../model/finding.js';
import type { Json, Manifest } from '../../model/manifest.js';

/** The way to a field inside an object. */
export type Path = NonNullable<Where['path']>;

type Fields = Readonly<Record<string, Json | undefined>>;

const NONE: Fields = {};

/*
 * Rules read manifests that nobody has checked yet. A value of another shape than the one asked for reads as absent:
 * the schema check speaks about it, and one fault is told once.
 */

/** A map's fields. */
export function fields(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NONE;
}

/** A list's items. */
export function items(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is not empty. */
export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The texts of a list. */
export function texts(value: Json | undefined): readonly string[] {
  return items(value).filter(item => typeof item === 'string');
}

/** A value deep inside. */
export function at(value: Json | undefined, ...path: Path): Json | undefined {
  let here = value;
  for (const step of path) here = typeof step === 'number' ? items(here)[step] : fields(here)[step];
  return here;
}

/** Where an object lives that says no namespace. */
export function namespaceOf(manifest: Manifest): string {
  return text(manifest.metadata.namespace) ?? 'default';
}

/** An annotation's text; `''` counts as said. */
export function annotation(manifest: Manifest, name: string): string | undefined {
  const value = fields(manifest.metadata.annotations)[name];
  return typeof value === 'string' ? value : undefined;
}
