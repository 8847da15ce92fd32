import type { Schema } from './schema.js';

/** One kind of object that a source knows. */
export interface Kind {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** Served versions, each with the place of its schema: `<file below crds/>#<JSON pointer>`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What one source gives: its kinds, and the files below crds/ that their pointers lead into. */
export interface Taken {
  readonly kinds: readonly Kind[];
  readonly files: ReadonlyMap<string, Schema>;
}

/** An order that depends on nothing but the names. */
export const byName = (a: Kind, b: Kind): number => {
  const [left, right] = [`${a.group}/${a.kind}`, `${b.group}/${b.kind}`];
  return left < right ? -1 : left > right ? 1 : 0;
};
