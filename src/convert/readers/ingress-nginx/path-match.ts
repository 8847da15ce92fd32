import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Match } from '../../../model/match.js';
import { path } from '../../../model/match.js';

/** What holds for every path. */
export const PATH_NOTE =
  'nginx merges slashes and decodes escapes before it compares; the gateway compares what Istio normalizes.';

/** A match, or why there is none. */
export type Matched = { readonly match: Match } | { readonly blocks: string };

/** Whether an alternative stands outside of all brackets. */
function hasOpenAlternative(regex: string): boolean {
  const plain = regex.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  let depth = 0;
  for (const letter of plain) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    else if (letter === '|' && depth === 0) return true;
  }
  return false;
}

/** The number of groups that a regular expression captures. */
export function groupsIn(regex: string): number {
  return RE2JS.compile(regex).groupCount();
}

/**
 * A path in the regular-expression mode of a host: nginx looks for it, whatever the case, from the start of the path on
 * and not up to its end.
 *
 * Source: https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
 */
export function regexMatch(text: string): Matched {
  if (hasOpenAlternative(text)) return { blocks: `path ${text} has an alternative that nginx finds anywhere` };
  const whole =
    text.endsWith('$') && !text.endsWith('\\$') ? text.slice(0, -1) : /\.\*\)?$/.test(text) ? text : `${text}.*`;
  const regex = `(?i)${whole}`;
  try {
    RE2JS.compile(regex);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return { blocks: `path ${text} is no RE2: ${error.message}` };
  }
  return { match: path.regex(regex) };
}

/** What nginx puts in the place of the whole path, as RE2 writes it; or why that cannot be said. */
export function rewriteOf(target: string, regex: string): { readonly path: string } | { readonly blocks: string } {
  const groups = groupsIn(regex);
  if (target.includes('?')) return { blocks: `rewrite-target ${target} sets a query` };
  if (!target.startsWith('/') && !target.startsWith('$')) return { blocks: `rewrite-target ${target} is no path` };
  const replaced = target.replaceAll('\\', '\\\\').replace(/\$(?:\{(\d)\}|(\d))/g, (_, braced, bare) => {
    const group = Number(braced ?? bare);
    return group <= groups ? `\\${group}` : '';
  });
  return replaced.includes('$') ? { blocks: `rewrite-target ${target} has variables` } : { path: replaced };
}
