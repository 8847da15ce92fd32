import type { Json } from '../../model/manifest.js';
import { isList, isObject } from './schema.js';

export type Path = readonly (string | number)[];

/** What is wrong with one value of an object. */
export interface SchemaFault {
  readonly path: Path;
  /** The word of the schema that does not hold: `type`, `required`, `x-kubernetes-validations`, … */
  readonly keyword: string;
  /** What was seen and what is allowed, to be read after the path: `is the number 5; a string is allowed.` */
  readonly message: string;
  readonly fix: string;
  /** `warning`: this could not be decided. */
  readonly level: 'error' | 'warning';
}

/** Collects faults on a walk through a value; the path is where the walk stands. */
export class Faults {
  readonly found: SchemaFault[] = [];
  readonly path: (string | number)[] = [];

  add(keyword: string, message: string, fix: string, level: SchemaFault['level'] = 'error'): void {
    this.found.push({ path: [...this.path], keyword, message, fix, level });
  }

  /** Walks one step down, and back. */
  below(step: string | number, walk: () => void): void {
    this.path.push(step);
    walk();
    this.path.pop();
  }
}

const longest = 60;

/** A value as a message says it: `the number 5`, `"abc"`, `a list of 3`. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (isList(value)) return `a list of ${value.length}`;
  if (isObject(value)) return 'an object';
  return `the ${typeof value} ${value}`;
}

/** A text in quotes, cut where it is long. */
export function quote(text: string): string {
  return text.length <= longest ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, longest))}…`;
}

/** `"a", "b" or "c"`; long lists are cut and say so. */
export function oneOf(values: readonly Json[]): string {
  const shown = values.slice(0, 12).map(value => (typeof value === 'string' ? quote(value) : JSON.stringify(value)));
  if (values.length > shown.length) return `${shown.join(', ')} or one of ${values.length - shown.length} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

/** `1 item`, `3 items`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
