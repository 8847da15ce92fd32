import { fieldPath } from '../model/finding.js';
import { type Json, type Manifest, titleOf } from '../model/manifest.js';
import { UserError } from '../model/user-error.js';
import { NotJson } from './yaml/not-json.js';
import { Writer } from './yaml/writer.js';

type Fields = Readonly<Record<string, Json | undefined>>;

const OBJECT_ORDER = ['apiVersion', 'kind', 'metadata'];
const METADATA_ORDER = ['name', 'namespace', 'labels', 'annotations'];

/** Whether the fields named first stand first, in that order: most makers write them so. */
function isOrdered(fields: Fields, first: readonly string[]): boolean {
  let last = -1;
  for (const key of Object.keys(fields)) {
    const place = first.indexOf(key);
    // What is not named stands behind all that are.
    const next = place < 0 ? first.length : place;
    if (next < last) return false;
    last = next;
  }
  return true;
}

/** The same fields, those named first in that order, the rest as declared. */
function ordered(fields: Fields, first: readonly string[]): Fields {
  if (isOrdered(fields, first)) return fields;
  const result: Record<string, Json | undefined> = {};
  for (const key of first) if (fields[key] !== undefined) result[key] = fields[key];
  // Object spread, unlike assignment, also carries a key named __proto__.
  return { ...result, ...fields };
}

function writeDocument(writer: Writer, manifest: Manifest): void {
  const metadata = ordered(manifest.metadata, METADATA_ORDER);
  try {
    const whole = metadata === manifest.metadata ? manifest : { ...manifest, metadata };
    writer.entries(ordered(whole, OBJECT_ORDER), '');
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new UserError(
      `${titleOf(manifest)} holds ${error.seen} in ${fieldPath(error.path)}, which is no JSON value.`,
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
  const writer = new Writer();
  for (const manifest of manifests) {
    if (writer.text !== '') writer.text += '---\n';
    writeDocument(writer, manifest);
  }
  return writer.text;
}
