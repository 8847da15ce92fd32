import { isPrintable } from './quoted.js';

/** Lines of which every reader agrees where they begin and end: printable, and no line of blanks only. */
function isSafe(lines: readonly string[]): boolean {
  return !lines[0]!.startsWith(' ') && lines.every(line => isPrintable(line) && (line === '' || line.trim() !== ''));
}

/**
 * A text of several lines as people read it, indented below its key; `undefined` where that is not safe. `|-` ends
 * without a line break, `|` with one, `|+` with more than one.
 */
export function blockScalar(text: string, indent: string): string | undefined {
  const lines = text.split('\n');
  if (lines[0] === '' || !isSafe(lines)) return undefined;
  const broken = lines.at(-1) === '';
  if (broken) lines.pop();
  const chomp = !broken ? '-' : lines.at(-1) === '' ? '+' : '';
  return `|${chomp}\n${lines.map(line => (line === '' ? '' : indent + line)).join('\n')}`;
}
