/** A value that JSON cannot hold, and the way to it from the object that is written: `.spec.replicas`. */
export class NotJson extends Error {
  constructor(
    readonly seen: string,
    readonly path: readonly (string | number)[] = [],
  ) {
    super(seen);
  }

  /** The same fault, seen from one level further out. */
  below(step: string | number): NotJson {
    return new NotJson(this.seen, [step, ...this.path]);
  }
}
