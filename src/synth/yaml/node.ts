import type { Json } from '../../model/manifest.js';
import { blockScalar } from './block.js';
import { isPlain } from './plain.js';
import { quoted } from './quoted.js';

type Fields = Readonly<Record<string, Json | undefined>>;

/** A value that JSON cannot hold, and where: `spec.replicas`. */
export class NotJson extends Error {
  constructor(
    readonly seen: string,
    readonly path: string,
  ) {
    super(`${seen} at ${path}`);
  }

  /** The same, seen from one level further out. */
  below(step: string): NotJson {
    const inner = this.path === '' || this.path.startsWith('[') ? this.path : `.${this.path}`;
    return new NotJson(this.seen, step + inner);
  }
}

/** A key longer than this (1024 in the specification, escapes included) must say that it is one. */
const LONGEST_IMPLICIT_KEY = 1000;

/** Keys repeat from object to object, so what was found out about each is kept, up to a bound. */
const knownKeys = new Map<string, string>();
const MOST_KNOWN_KEYS = 4096;

function keyAt(key: string, indent: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return indent + known;
  const text = isPlain(key) ? key : quoted(key);
  if (text.length > LONGEST_IMPLICIT_KEY) return `${indent}? ${text}\n${indent}:`;
  const written = `${text}:`;
  if (knownKeys.size < MOST_KNOWN_KEYS) knownKeys.set(key, written);
  return indent + written;
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new NotJson(String(value), '');
  const text = String(value);
  // YAML 1.1 knows no float without a point: to it, `1e+21` is a string.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function string(value: string, indent: string): string {
  if (isPlain(value)) return value;
  return (value.includes('\n') ? blockScalar(value, indent) : undefined) ?? quoted(value);
}

/** What is no list and no object, and fits behind a key or a dash; `indent` is for the further lines of a text. */
function scalar(value: Json | undefined, indent: string): string {
  switch (typeof value) {
    case 'string':
      return string(value, indent);
    case 'number':
      return number(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      if (value === null) return 'null';
      throw new NotJson(value === undefined ? 'undefined' : `a ${typeof value}`, '');
  }
}

/** An object without fields is `{}`; a Date or a Map has none either, and must not pass for one. */
function emptyObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotJson(`a ${value.constructor.name}`, '');
  return ' {}\n';
}

/** What follows a key's colon, up to the end of the line or of the lines below it. */
function afterKey(value: Json, indent: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalar(value, `${indent}  `)}\n`;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${items(value, indent)}`;
  const inner = entries(value as Fields, `${indent}  `);
  return inner === '' ? emptyObject(value) : `\n${inner}`;
}

/** What follows a dash: an object's or a list's first line stands on the same line. */
function afterDash(value: Json | undefined, indent: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalar(value, `${indent}  `)}\n`;
  const inside = `${indent}  `;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : ` ${items(value, inside).slice(inside.length)}`;
  const inner = entries(value as Fields, inside);
  return inner === '' ? emptyObject(value) : ` ${inner.slice(inside.length)}`;
}

function items(list: readonly Json[], indent: string): string {
  let text = '';
  for (let i = 0; i < list.length; i++) {
    try {
      text += `${indent}-${afterDash(list[i], indent)}`;
    } catch (error) {
      throw error instanceof NotJson ? error.below(`[${i}]`) : error;
    }
  }
  return text;
}

/** The fields of an object that have a value, a line or more each. */
export function entries(fields: Fields, indent: string): string {
  let text = '';
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value === undefined) continue;
    try {
      text += keyAt(key, indent) + afterKey(value, indent);
    } catch (error) {
      throw error instanceof NotJson ? error.below(key) : error;
    }
  }
  return text;
}
