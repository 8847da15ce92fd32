import { percentText } from '../model/share.js';
import type { Share } from '../model/split.js';
import { cell, fenced } from './markdown.js';
import { type Listing, shown } from './shown.js';

/** How requests of one host are shared before and after. */
export interface HostChange {
  readonly host: string;
  readonly before: readonly Share[];
  readonly after: readonly Share[];
}

/** What a gate said, and on what ground. */
export interface GateEvidence {
  /** The question: `error-rate < 1 %`. */
  readonly gate: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What was measured, with its unit. */
  readonly value?: string;
  readonly samples?: number;
  /** Over how long: `5m`. */
  readonly window?: string;
  /** Where a person can look at the same figures. */
  readonly link?: string;
  /** Why it is not known, or was set aside. */
  readonly why?: string;
}

/** An object that changes, and how, as lines of a diff. */
export interface ChangedObject {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Everything that a reviewer needs, as data. */
export interface RequestFacts {
  readonly direction: 'advance' | 'rollback';
  readonly migration: string;
  readonly from: string;
  readonly to: string;
  /** One sentence: may it be merged, and why. */
  readonly verdict: string;
  readonly hosts: readonly HostChange[];
  /** What the change can reach. */
  readonly reach: { readonly tenants: number; readonly files: number; readonly objects: number };
  readonly gates: readonly GateEvidence[];
  /** What does not come back by a rollback; nothing for most phases. */
  readonly irreversible: readonly string[];
  readonly rollback: { readonly command: string; readonly takes: string };
  readonly changes: readonly ChangedObject[];
}

/** The most that forges store of a request's text. */
export const LONGEST_BODY = 65_536;

const MARKS = { pass: '✅', fail: '❌', unknown: '❔' } as const;

/** What a pull request says: the decision first, then its grounds, then the details. */
export function requestBody(facts: RequestFacts, longest: number = LONGEST_BODY): string {
  const { migration, from, to, reach, rollback } = facts;
  const parts: readonly (string | Listing)[] = [
    `**${facts.direction === 'advance' ? 'Advance' : 'Roll back'} \`${migration}\` from \`${from}\` to \`${to}\`.** ${cell(facts.verdict)}\n`,
    hosts(facts.hosts),
    `\n### Reach\n\n${count(facts.hosts.length, 'host')}, ${count(reach.tenants, 'tenant')}, ${count(reach.objects, 'object')} in ${count(reach.files, 'file')}.\n`,
    gates(facts.gates),
    undone(facts.irreversible),
    `\n### Way back\n\n${fenced('sh', rollback.command)}\nIt takes ${rollback.takes}.\n`,
    changes(facts.changes),
    `\n<details><summary>For programs</summary>\n\n${fenced('json', JSON.stringify(summary(facts)))}\n</details>\n`,
  ];
  return shown(parts, longest);
}

/** What programs read; it has no lists that grow with the estate. */
function summary({ direction, migration, from, to, reach, gates, hosts }: RequestFacts) {
  const verdicts = gates.map(({ verdict }) => verdict);
  const tally = (wanted: GateEvidence['verdict']) => verdicts.filter(verdict => verdict === wanted).length;
  const counts = { pass: tally('pass'), fail: tally('fail'), unknown: tally('unknown') };
  return { sluice: 1, direction, migration, from, to, hosts: hosts.length, ...reach, gates: counts };
}

function hosts(all: readonly HostChange[]): Listing {
  return {
    head: '\n### Shares\n\n| host | before | after |\n|---|---|---|\n',
    items: all.map(({ host, before, after }) => `| ${cell(host)} | ${sharesText(before)} | ${sharesText(after)} |\n`),
    none: '\n### Shares\n\nNo host is moved.\n',
    what: 'hosts',
  };
}

function gates(all: readonly GateEvidence[]): Listing {
  return {
    head: '\n### Gates\n\n| gate | verdict | value | samples | window |\n|---|---|---|---|---|\n',
    items: all.map(({ gate, verdict, value = '', samples = '', window = '', link, why }) => {
      const said = `${MARKS[verdict]} ${verdict}${why === undefined ? '' : `: ${cell(why)}`}`;
      const name =
        link === undefined ? cell(gate) : `[${cell(gate)}](<${link.replace(/[<>\s]/g, encodeURIComponent)}>)`;
      return `| ${name} | ${said} | ${cell(value)} | ${samples} | ${window} |\n`;
    }),
    none: '\n### Gates\n\nThe phase that is left has none.\n',
    what: 'gates',
  };
}

function undone(all: readonly string[]): Listing {
  return {
    head: '\n### ⚠️ What does not come back\n\n',
    items: all.map(each => `- ${cell(each)}\n`),
    none: '\n### What does not come back\n\nNothing: the phase before is written again, byte for byte.\n',
    what: 'points',
  };
}

function changes(all: readonly ChangedObject[]): Listing {
  return {
    head: `\n<details><summary>What changes, object by object</summary>\n\n`,
    items: all.map(({ title, lines }) => `**${cell(title)}**\n\n${fenced('diff', lines.join('\n'))}\n`),
    tail: '</details>\n',
    none: '\nNo object changes.\n',
    what: 'objects',
  };
}

function sharesText(shares: readonly Share[]): string {
  return shares.map(({ backend, parts }) => `${cell(backend)} ${percentText(parts)}`).join(', ');
}

function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
