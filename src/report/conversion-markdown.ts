import { outcomes } from '../model/verdict.js';
import { type ConversionFacts, type Counts, countsText, summary, UNPROVEN } from './conversion.js';
import { fieldText } from './conversion-text.js';
import { cell, fenced } from './markdown.js';

function table(title: string, of: ReadonlyMap<string, Counts>): string {
  if (of.size === 0) return '';
  const rows = [...of].map(
    ([name, counts]) => `| ${cell(name)} | ${outcomes.map(outcome => counts[outcome]).join(' | ')} |\n`,
  );
  return `\n| ${title} | ${outcomes.join(' | ')} |\n|---|${outcomes.map(() => '---:|').join('')}\n${rows.join('')}`;
}

function bullets(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n## ${title}\n\n${lines.map(line => `- ${cell(line)}\n`).join('')}`;
}

/** A conversion as a page for a pull request. */
export function conversionMarkdown(facts: ConversionFacts): string {
  const { objects, fields, counts, byObject, byAnnotation, open } = summary(facts);
  const looked = open.map(verdict => {
    const value = typeof verdict.value === 'string' ? verdict.value : JSON.stringify(verdict.value);
    return `\n**${verdict.outcome}** ${cell(fieldText(verdict))}\n\n${fenced('text', value.trimEnd())}\n${cell(verdict.note)}\n`;
  });
  return [
    `# Conversion\n\n${fields} fields of ${objects} objects: ${countsText(counts) || 'nothing to convert'}.\n\n${UNPROVEN}\n`,
    table('object', byObject),
    table('annotation', byAnnotation),
    looked.length === 0 ? '' : `\n## What needs a person\n${looked.join('')}`,
    bullets(
      'Left out',
      facts.left.map(({ host, why }) => `${host}: ${why.join('; ')}`),
    ),
    bullets('To decide', facts.remarks),
    bullets(
      'Not read',
      Object.entries(facts.unread).map(([kind, count]) => `${kind}: ${count}`),
    ),
  ].join('');
}
