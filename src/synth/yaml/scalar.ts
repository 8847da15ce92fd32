import type { Json } from '../../model/manifest.js';
import { blockScalar } from './block.js';
import { NotJson } from './not-json.js';
import { isPlain } from './plain.js';
import { quoted } from './quoted.js';

function number(value: number): string {
  if (!Number.isFinite(value)) throw new NotJson(String(value));
  const text = String(value);
  // YAML 1.1 knows no float without a point: to it, `1e+21` is a string.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function string(value: string, indent: string): string {
  if (isPlain(value)) return value;
  return (value.includes('\n') ? blockScalar(value, indent) : undefined) ?? quoted(value);
}

/** What is no list and no object, as it follows a key or a dash; `indent` is for the further lines of a text. */
export function scalar(value: Json | undefined, indent: string): string {
  switch (typeof value) {
    case 'string':
      return string(value, indent);
    case 'number':
      return number(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      if (value === null) return 'null';
      throw new NotJson(value === undefined ? 'undefined' : `a ${typeof value}`);
  }
}

/** A key longer than this (1024 in the specification, escapes included) must say that it is one. */
const LONGEST_IMPLICIT_KEY = 1000;

/** Keys repeat from object to object, so what was found out about each is kept, up to a bound. */
const knownKeys = new Map<string, string>();
const MOST_KNOWN_KEYS = 4096;

/** A key and its colon; `indent` is where the key stands. */
export function keyColon(key: string, indent: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const text = isPlain(key) ? key : quoted(key);
  if (text.length > LONGEST_IMPLICIT_KEY) return `? ${text}\n${indent}:`;
  const written = `${text}:`;
  if (knownKeys.size < MOST_KNOWN_KEYS) knownKeys.set(key, written);
  return written;
}
