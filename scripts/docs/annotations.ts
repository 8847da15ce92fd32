import { type Annotation, annotations, groups } from '../../src/convert/annotations/index.js';
import { outcomes } from '../../src/model/verdict.js';
import { header, type Page } from './page.js';

const INTRO = `# Annotations of ingress-nginx

What \`sluice convert\` makes of each of the ${annotations.size} annotations that ingress-nginx reads, two of them second names of others.
The outcome is that of an ordinary value; the report of a conversion has the outcome of yours.

| outcome | means |
|---|---|
| exact | the same |
| equivalent | said in another way, with the same answers as far as the note goes |
| approximated | a request may be answered otherwise; the note has both sides |
| unsupported | known, and to be done by hand |
| refused | not even read |

An annotation that stands in no table here is \`unknown\`: a misspelt name, or one of another controller. "Guards" marks
what keeps requests out: a host that has it does not leave its first phase before somebody has seen to it.
`;

/** Text as a cell of a table. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function row({ name, risk, outcome, guards, how }: Annotation): string {
  return `| \`${name}\` | ${risk} | ${outcome} | ${guards ? 'yes' : ''} | ${cell(how)} |\n`;
}

function counts(): string {
  const of = [...annotations.values()];
  return outcomes
    .map(outcome => [outcome, of.filter(annotation => annotation.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}

/** docs/reference/ingress-nginx-annotations.md: what becomes of each annotation. */
export const annotationsPage: Page = {
  file: 'ingress-nginx-annotations.md',
  text: () =>
    header('the files in src/convert/annotations') +
    INTRO +
    `\nOf all of them: ${counts()}.\n` +
    Object.entries(groups)
      .map(
        ([group, rows]) =>
          `\n## ${group}\n\n| annotation | risk | outcome | guards | what becomes of it |\n|---|---|---|---|---|\n${rows.map(row).join('')}`,
      )
      .join(''),
};
