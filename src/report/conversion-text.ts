import pc from 'picocolors';
import { fieldPath } from '../model/finding.js';
import type { Verdict } from '../model/verdict.js';
import { type ConversionFacts, type Counts, countsText, summary, UNPROVEN } from './conversion.js';

/** `m/in.yaml:12:5 Ingress acme/shop spec.rules[0].host`. */
export function fieldText({ where }: Verdict): string {
  const { file, line, column, object = '', path = [] } = where;
  const place = [file, line, column].filter(part => part !== undefined).join(':');
  return [place, object, fieldPath(path)].filter(part => part !== '').join(' ');
}

/** A value as it stands, every line of it. */
function valueLines({ value }: Verdict): readonly string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .trimEnd()
    .split('\n')
    .map(line => `  | ${line}`);
}

function verdictText(verdict: Verdict, colour: boolean): string {
  const { yellow, red, bold, dim } = pc.createColors(colour);
  const mark = verdict.outcome === 'approximated' ? yellow('▲') : red('✖');
  const lines = [
    `${mark} ${bold(verdict.outcome)}  ${dim(fieldText(verdict))}`,
    ...valueLines(verdict),
    `  → ${verdict.note}`,
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}\n${lines.map(line => `  ${line}\n`).join('')}`;
}

const tally = (of: ReadonlyMap<string, Counts>): readonly string[] =>
  [...of].map(([name, counts]) => `${name}: ${countsText(counts)}`);

/** A conversion as people read it in a terminal: what needs them first. */
export function conversionText(facts: ConversionFacts, colour: boolean): string {
  const { objects, fields, counts, byObject, byAnnotation, open } = summary(facts);
  const head =
    fields === 0
      ? 'No Ingress of ingress-nginx was found.\n'
      : `${fields} fields of ${objects} objects: ${countsText(counts)}.\n`;
  return [
    open.map(verdict => verdictText(verdict, colour)).join(''),
    section('By object', tally(byObject)),
    section('By annotation', tally(byAnnotation)),
    section(
      'Left out',
      facts.left.map(({ host, why }) => `${host}: ${why.join('; ')}`),
    ),
    section('To decide', facts.remarks),
    section(
      'Not read',
      Object.entries(facts.unread).map(([kind, count]) => `${kind}: ${count}`),
    ),
    `\n${head}${fields === 0 ? '' : `${UNPROVEN}\n`}`,
  ]
    .join('')
    .replace(/^\n/, '');
}
