import type { Json } from '../model/manifest.js';

type Problem = readonly [message: string, fix: string];

function isMap(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOfValue(value: Json): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return `a ${typeof value}`;
}

/** Why a value is no Kubernetes object that rules could look at; undefined where it is one. */
export function notAnObject(value: Json): Problem | undefined {
  if (!isMap(value)) {
    return [
      `The document holds ${kindOfValue(value)}, and no object.`,
      'Write an object with apiVersion, kind and metadata.',
    ];
  }
  for (const field of ['apiVersion', 'kind'] as const) {
    const seen = value[field];
    if (typeof seen === 'string' && seen !== '') continue;
    const what =
      seen === undefined || seen === '' ? `has no ${field}` : `names its ${field} with something that is no text`;
    return [`The document ${what}, so it is no Kubernetes object.`, `Write ${field}, or leave the file out.`];
  }
  const { kind, metadata, items } = value;
  if (String(kind).endsWith('List') && Array.isArray(items)) return undefined;
  if (!isMap(metadata)) return [`The ${kind} has no metadata.`, 'Write metadata with a name.'];
  const { name, generateName } = metadata;
  if (typeof name === 'string' && name !== '') return undefined;
  if (generateName !== undefined)
    return [`The ${kind} has a generateName, and only a name can be kept in Git.`, 'Write metadata.name.'];
  return [`The ${kind} has no name.`, 'Write metadata.name as text.'];
}
