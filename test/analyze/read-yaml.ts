import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Located } from '../../src/analyze/rule.js';
import type { Where } from '../../src/model/finding.js';
import type { Manifest } from '../../src/model/manifest.js';

/** The objects of a YAML file, and the line of any place in them. */
export interface YamlFile {
  readonly objects: readonly Located[];
  /** 1-based; of the key where the path ends in one. */
  lineOf(where: Where): number;
}

/** How far into the text the field begins that a path leads to, or the deepest part of the path that is there. */
function offsetOf(document: Document, path: NonNullable<Where['path']>): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (!isScalar(pair?.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && isNode(node.items[step])) {
      node = node.items[step];
      offset = (isNode(node) ? node.range?.[0] : undefined) ?? offset;
    } else return offset;
  }
  return offset;
}

export function readYaml(path: string, named: string): YamlFile {
  const lines = new LineCounter();
  const documents = parseAllDocuments(readFileSync(path, 'utf8'), { lineCounter: lines });
  if (!Array.isArray(documents)) return { objects: [], lineOf: () => 0 };
  return {
    objects: documents.flatMap((document, index) => {
      for (const error of document.errors) throw error;
      const manifest = document.toJS() as Manifest | null;
      return manifest === null ? [] : [{ manifest, where: { file: named, document: index } }];
    }),
    lineOf: where => lines.linePos(offsetOf(documents[where.document ?? 0]!, where.path ?? [])).line,
  };
}
