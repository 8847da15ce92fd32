import { type Difference, isSame } from '../model/difference.js';
import { countsText, headline, linesOf } from './diff-lines.js';

/** Text in a code span of a table; a longer fence holds what has backticks itself. */
function code(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
}

/** A difference as a comment on a pull request. */
export function diffMarkdown(difference: Difference): string {
  if (isSame(difference)) return 'No differences.\n';
  const { added, removed, changed } = difference;
  const parts = [`**${countsText(difference)}**`];
  if (removed.length > 0) parts.push(removed.map(manifest => `- removed ${code(headline(manifest))}`).join('\n'));
  if (added.length > 0) parts.push(added.map(manifest => `- added ${code(headline(manifest))}`).join('\n'));
  for (const { after, fields } of changed) {
    const rows = linesOf(fields).map(({ place, change }) => `| ${place === '' ? '' : code(place)} | ${code(change)} |`);
    parts.push(`${code(headline(after))}`, ['| where | what |', '| --- | --- |', ...rows].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}
