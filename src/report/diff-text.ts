import pc from 'picocolors';
import { type Difference, isSame } from '../model/difference.js';
import { countsText, headline, linesOf } from './diff-lines.js';

/** A difference as people read it on a terminal. */
export function diffText(difference: Difference, colour: boolean): string {
  if (isSame(difference)) return 'No differences.\n';
  const { red, green, yellow, dim } = pc.createColors(colour);
  const lines = [
    ...difference.removed.map(manifest => red(`- ${headline(manifest)}`)),
    ...difference.added.map(manifest => green(`+ ${headline(manifest)}`)),
  ];
  for (const { after, fields } of difference.changed) {
    lines.push(yellow(`~ ${headline(after)}`));
    for (const { place, change } of linesOf(fields))
      lines.push(`    ${place === '' ? '' : dim(`${place}: `)}${change}`);
  }
  return `${lines.join('\n')}\n${countsText(difference)}\n`;
}
