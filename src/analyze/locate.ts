import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Where } from '../model/finding.js';
import { documentsOf } from './documents.js';

export interface Place {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** Finds lines and columns in the text of one file. A document is parsed when a place in it is first asked for. */
export class Locator {
  readonly #documents: { readonly text: string; readonly line: number }[];
  readonly #parsed = new Map<number, { readonly root: Node | null; readonly lines: LineCounter }>();

  constructor(text: string) {
    this.#documents = [...documentsOf(text.startsWith('\ufeff') ? text.slice(1) : text)];
  }

  /** Where a finding's field stands; for a field that is not there, the deepest one above it that is. */
  locate(where: Where): Place | undefined {
    const index = where.document ?? 0;
    const document = this.#documents[index];
    if (!document) return undefined;
    const { root, lines } = this.#parse(index, document.text);
    const from = itemOf(root, where.object) ?? root;
    const offset = from ? offsetOf(from, where.path ?? []) : 0;
    const { line, col } = lines.linePos(offset);
    return { line: document.line + line - 1, column: col };
  }

  #parse(index: number, text: string): { readonly root: Node | null; readonly lines: LineCounter } {
    const known = this.#parsed.get(index);
    if (known) return known;
    const lines = new LineCounter();
    const root = parseDocument(text, { lineCounter: lines, uniqueKeys: false, version: '1.1' }).contents;
    const parsed = { root, lines };
    this.#parsed.set(index, parsed);
    return parsed;
  }
}

/** The item of a `List` that the finding speaks of, by its title. */
function itemOf(root: Node | null, title: string | undefined): Node | undefined {
  if (!isMap(root) || title === undefined) return undefined;
  const [items, kind] = [root.get('items', true), root.get('kind')];
  if (!isSeq(items) || typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  return items.items.filter(isNode).find(item => {
    const [own, namespace, name] = [['kind'], ['metadata', 'namespace'], ['metadata', 'name']].map(path =>
      isMap(item) ? item.getIn(path) : undefined,
    );
    return title === (namespace ? `${own} ${namespace}/${name}` : `${own} ${name}`);
  });
}

/** Where the key stands at the end of the path, or the item of a list. */
function offsetOf(from: Node, path: NonNullable<Where['path']>): number {
  let node: unknown = from;
  let offset = from.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!isScalar(pair?.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
