import type { TextMatch } from './match.js';

/** A text as RE2 that means just itself. */
export function literal(value: string): string {
  return value.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/**
 * A Cookie header that carries a cookie, whatever stands before and after it.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc6265#section-4.2.1
 */
export function cookieRegex(name: string, match: TextMatch): string {
  const value = {
    present: () => '[^;]*',
    exact: (wanted: string) => literal(wanted),
    prefix: (wanted: string) => `${literal(wanted)}[^;]*`,
    regex: (wanted: string) => `(?:${wanted})`,
  }[match.kind](match.kind === 'present' ? '' : match.value);
  return `(?:.*;\\s*)?${literal(name)}=${value}(?:;.*)?`;
}
