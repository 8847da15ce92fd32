import type { Manifest } from '../model/manifest.js';
import { DOMAIN } from '../model/naming.js';
import { annotation } from './read/shape.js';

/** The annotation by which an object asks rules to be silent: `rule-id: reason; other-id: reason`. */
export const IGNORE = `${DOMAIN}/ignore`;

export interface Suppression {
  readonly rule: string;
  /** Why the rule does not hold here; empty when nobody said. */
  readonly reason: string;
}

const NONE: readonly Suppression[] = [];

/** What an object asks to be silent about. */
export function suppressionsOf(manifest: Manifest): readonly Suppression[] {
  const written = annotation(manifest, IGNORE);
  if (written === undefined) return NONE;
  return written
    .split(';')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => {
      const colon = part.indexOf(':');
      if (colon < 0) return { rule: part, reason: '' };
      return { rule: part.slice(0, colon).trim(), reason: part.slice(colon + 1).trim() };
    });
}
