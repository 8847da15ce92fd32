import { type Milliseconds, milliseconds } from '../../model/duration.js';
import type { Json } from '../../model/manifest.js';
import { text } from './shape.js';

/** A duration of a manifest; `undefined` when there is none or it is none, which the schema check tells. */
export function durationOf(value: Json | undefined): Milliseconds | undefined {
  const written = text(value);
  return written !== undefined && /^(\d+(\.\d{1,3})?(h|m|s|ms))+$/.test(written) ? readOrNothing(written) : undefined;
}

function readOrNothing(written: string): Milliseconds | undefined {
  try {
    return milliseconds(written);
  } catch {
    return undefined;
  }
}
