/**
 * What a set of files declares. It is complete only for namespaces whose Namespace it holds itself: of those one can
 * say that something is missing. What is declared once stays so, whatever comes after.
 */
export class Declared {
  readonly #closed = new Set<string>();
  readonly #known = new Set<string>();
  readonly #spokenOf = new Set<string>();

  /** A Namespace of these files. */
  close(namespace: string): void {
    this.#closed.add(namespace);
  }

  /** A Namespace that says what lives in it beside these files. */
  speakOf(namespace: string): void {
    this.#spokenOf.add(namespace);
  }

  add(kind: string, namespace: string, name: string): void {
    this.#known.add(`${kind}/${namespace}/${name}`);
    this.#spokenOf.add(`${kind}/${namespace}`);
  }

  has(kind: string, namespace: string, name: string): boolean {
    return this.#known.has(`${kind}/${namespace}/${name}`);
  }

  isClosed(namespace: string): boolean {
    return this.#closed.has(namespace);
  }

  /** Whether one may say that it does not exist. */
  lacks(kind: string, namespace: string, name: string): boolean {
    return this.isClosed(namespace) && !this.has(kind, namespace, name);
  }

  /** Whether the files say anything about a kind: one of it is declared, or the Namespace has a list of what is given. */
  speaksOf(kind: string, namespace: string): boolean {
    return this.#spokenOf.has(namespace) || this.#spokenOf.has(`${kind}/${namespace}`);
  }

  /** The names of a kind in a namespace. */
  *names(kind: string, namespace: string): Iterable<string> {
    const prefix = `${kind}/${namespace}/`;
    for (const known of this.#known) if (known.startsWith(prefix)) yield known.slice(prefix.length);
  }
}
