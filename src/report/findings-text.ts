import pc from 'picocolors';
import { type Finding, fieldPath, type Level } from '../model/finding.js';

const MARKS: Readonly<Record<Level, string>> = { error: '✖', warning: '▲', info: 'ℹ' };

/** `dist/prod/acme/web.yaml:12:7 VirtualService acme/web spec.http[0]`, as far as it is known. */
export function placeText({ where }: Finding): string {
  const { file, line, column, object, path = [] } = where;
  const place = file === undefined ? '' : [file, line, column].filter(part => part !== undefined).join(':');
  return [place, object ?? '', fieldPath(path)].filter(part => part !== '').join(' ');
}

/** Findings as people read them: what is wrong and where, then the way out. */
export function findingsText(findings: readonly Finding[], colour: boolean): string {
  const { red, yellow, blue, dim, bold } = pc.createColors(colour);
  const paint = { error: red, warning: yellow, info: blue };
  return findings
    .map(finding => {
      const mark = paint[finding.level](`${MARKS[finding.level]} ${bold(finding.rule)}`);
      const place = placeText(finding);
      const lines = [`${mark}  ${finding.message}`, `  → ${finding.fix}`];
      if (place !== '') lines.push(dim(`  at ${place}`));
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

/** `2 errors, 1 warning`. */
export function countText(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'info'] as const).map(level => {
    const count = findings.filter(finding => finding.level === level).length;
    const noun = level === 'info' ? 'note' : level;
    return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
  });
  return counts.filter(text => text !== '').join(', ') || 'nothing found';
}
