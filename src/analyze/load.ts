import { loadAll, YAMLException } from 'js-yaml';
import type { Finding, Where } from '../model/finding.js';
import type { Json, Manifest } from '../model/manifest.js';
import { type DocumentText, documentsOf } from './documents.js';
import { tooMuch } from './extent.js';
import { notAnObject } from './load-shape.js';
import type { Located } from './rule.js';
import { KUBERNETES_SCALARS } from './yaml-scalars.js';

/** What a file holds: objects, and findings of the rule `yaml` about what is none. */
export type Loaded = { readonly object: Located } | { readonly finding: Finding };

const longest = 100 * 1024 * 1024;

const fault = (where: Where, message: string, fix: string): Loaded => ({
  finding: { rule: 'yaml', level: 'error', message, fix, where },
});

/**
 * The objects in the text of a YAML or JSON file, document by document, with lists of objects taken apart. Values are
 * those that kubectl would read. It throws on no input.
 */
export function* load(text: string, file: string): Iterable<Loaded> {
  if (text.length > longest) {
    const size = (text.length / 1024 / 1024).toFixed(1);
    yield fault({ file }, `The file has ${size} MiB; up to 100 MiB are read.`, 'Split the file.');
    return;
  }
  let document = 0;
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  for (const part of documentsOf(source)) yield* fromDocument(part, { file, document: document++ });
}

function* fromDocument(part: DocumentText, where: Where): Iterable<Loaded> {
  let value: unknown;
  try {
    value = parsed(part.text);
  } catch (error) {
    yield broken(error, part, where);
    return;
  }
  const problem = part.text.includes('&') || isJson(part.text) ? tooMuch(value) : undefined;
  if (problem !== undefined) {
    const place = { ...where, line: part.line, column: 1 };
    yield fault(
      place,
      `The document cannot be read: ${problem}.`,
      'Write out what its aliases stand for, with less of it.',
    );
  } else if (value !== null && value !== undefined) yield* objectsIn(value as Json, where, part.line);
}

const isJson = (text: string): boolean => /^\s*\{/.test(text);

/** JSON is YAML but for a few spaces and escapes; only a key that stands twice must not slip through. */
function parsed(text: string): unknown {
  try {
    return loadAll(text, { schema: KUBERNETES_SCALARS })[0];
  } catch (error) {
    const isDuplicate = error instanceof YAMLException && error.reason.includes('duplicated');
    if (isDuplicate || !isJson(text)) throw error;
    return JSON.parse(text);
  }
}

function broken(error: unknown, part: DocumentText, where: Where): Loaded {
  const { line } = part;
  if (error instanceof YAMLException && error.mark) {
    const { line: below, column } = error.mark;
    const place = { ...where, line: line + below, column: column + 1 };
    return fault(place, `The file is no valid YAML here: ${error.reason}.`, 'Correct the syntax.');
  }
  const reason = error instanceof Error ? error.message : String(error);
  return fault({ ...where, line, column: 1 }, `The document is no valid YAML: ${reason}.`, 'Correct the syntax.');
}

function* objectsIn(value: Json, where: Where, line: number): Iterable<Loaded> {
  const problem = notAnObject(value);
  if (problem === undefined) {
    const manifest = value as unknown as Manifest & { readonly items?: readonly Json[] };
    const isList = manifest.kind.endsWith('List') && Array.isArray(manifest.items);
    if (isList) for (const item of manifest.items ?? []) yield* objectsIn(item, where, line);
    else yield { object: { manifest, where } };
  } else yield fault({ ...where, line, column: 1 }, ...problem);
}
