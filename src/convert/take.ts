import type { Located } from '../model/located.js';
import { type Json, type Manifest, titleOf } from '../model/manifest.js';
import { type Outcome, severity, type Verdict } from '../model/verdict.js';

/** The way to a field of an object. */
export type FieldPath = readonly (string | number)[];

/** What becomes of a field that no reader took. */
export type Untaken = (path: FieldPath, value: Json) => { readonly outcome: Outcome; readonly note: string };

/** What the API server writes into an object by itself; nobody asks for it. */
const SERVER = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function isServers(path: FieldPath): boolean {
  if (path[0] === 'status') return true;
  if (path[0] !== 'metadata') return false;
  return SERVER.includes(`${path[1]}`) || (path[1] === 'annotations' && path[2] === APPLIED);
}

/** Every field of an object that somebody wrote and that has no fields of its own. */
export function* leaves(value: Json | undefined, path: FieldPath = []): Iterable<readonly [FieldPath, Json]> {
  if (value === undefined || isServers(path)) return;
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inner.length === 0) yield [path, value];
  for (const [key, part] of inner) yield* leaves(part, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** What stands at a path of a value. */
export function at(value: Json | undefined, path: FieldPath): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as { readonly [key: string]: Json | undefined })[step];
  }
  return found;
}

/**
 * An object of which a reader takes field by field, each with a verdict. What was not taken speaks up by itself. Of
 * several verdicts on one field the worst one stands.
 */
export class Take {
  readonly #said = new Map<string, { readonly outcome: Outcome; readonly note: string }>();

  constructor(readonly object: Located) {}

  get manifest(): Manifest {
    return this.object.manifest;
  }

  get title(): string {
    return titleOf(this.manifest);
  }

  get(path: FieldPath): Json | undefined {
    return at(this.manifest, path);
  }

  /** The text at a path; `undefined` where there is none. */
  text(path: FieldPath): string | undefined {
    const found = this.get(path);
    return typeof found === 'string' ? found : undefined;
  }

  /** Takes all fields at and below a path. */
  say(path: FieldPath, outcome: Outcome, note = ''): void {
    for (const [leaf] of leaves(this.get(path), path)) {
      const key = JSON.stringify(leaf);
      const before = this.#said.get(key);
      if (!before || severity(outcome) > severity(before.outcome)) this.#said.set(key, { outcome, note });
    }
  }

  /** Takes what nobody has taken yet of all fields at and below a path. */
  sayRest(path: FieldPath, outcome: Outcome, note: string): void {
    for (const [leaf] of leaves(this.get(path), path)) {
      const key = JSON.stringify(leaf);
      if (!this.#said.has(key)) this.#said.set(key, { outcome, note });
    }
  }

  /** One verdict for each field. */
  verdicts(untaken: Untaken): readonly Verdict[] {
    return [...leaves(this.manifest)].map(([path, value]) => ({
      ...(this.#said.get(JSON.stringify(path)) ?? untaken(path, value)),
      where: { ...this.object.where, object: this.title, path },
      value,
    }));
  }
}
