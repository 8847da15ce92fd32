import type { Json, Manifest } from '../model/manifest.js';
import { titleOf } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';
import { entries, NotJson } from './yaml/node.js';

type Fields = Readonly<Record<string, Json | undefined>>;

const OBJECT_ORDER = ['apiVersion', 'kind', 'metadata'];
const METADATA_ORDER = ['name', 'namespace', 'labels', 'annotations'];

/** The same fields, those named first in that order, the rest as declared. */
function ordered(fields: Fields, first: readonly string[]): Fields {
  const result: Record<string, Json | undefined> = {};
  for (const key of first) if (fields[key] !== undefined) result[key] = fields[key];
  // Object spread, unlike assignment, also carries a key named __proto__.
  return { ...result, ...fields };
}

function emitDocument(manifest: Manifest): string {
  const metadata = ordered(manifest.metadata, METADATA_ORDER);
  try {
    return entries(ordered({ ...manifest, metadata }, OBJECT_ORDER), '');
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new UserError(
      `${titleOf(manifest)} holds ${error.seen} in ${error.path}, which is no JSON value.`,
      'Give it a string, a finite number, true, false, null, a list or a plain object.',
    );
  }
}

/**
 * Manifests as one YAML text, a document each, in the order given: block style, two spaces, list items at the indent
 * of their key as kubectl writes them (one level less to shift in a diff when a list gets a parent), LF, and every
 * scalar quoted that some YAML 1.1 or 1.2 parser could take for something else.
 */
export function emitDocuments(manifests: readonly Manifest[]): string {
  let text = '';
  for (const manifest of manifests) text += text === '' ? emitDocument(manifest) : `---\n${emitDocument(manifest)}`;
  return text;
}
