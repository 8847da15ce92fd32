import { groupOf, type Json, type Manifest } from '../../model/manifest.js';

type Fields = Readonly<Record<string, Json | undefined>>;

/** A map's fields; a value of another shape has none. */
export function fields(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function items(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is not empty. */
export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function texts(value: Json | undefined): readonly string[] {
  return items(value).filter(item => typeof item === 'string');
}

export function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A value deep inside maps. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((here, step) => fields(here)[step], value);
}

export function namespaceOf(manifest: Manifest): string {
  return text(manifest.metadata.namespace) ?? 'default';
}

/** Whether an object is of a kind, whatever the version of its API. */
export function isA(manifest: Manifest, group: string, kind: string): boolean {
  return manifest.kind === kind && groupOf(manifest.apiVersion) === group;
}

export const NETWORKING = 'networking.istio.io';
