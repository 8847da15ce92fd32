import type { Finding, Level } from '../model/finding.js';
import { groupBy } from '../model/group-by.js';
import { load } from './load.js';
import { Locator } from './locate.js';
import { byPlace } from './order.js';
import { rules } from './rules/index.js';
import { type Run, start } from './run.js';
import type { Schemas } from './schema/schemas.js';

/** A file to be checked. */
export interface Source {
  /** As the user names it. */
  readonly file: string;
  /** Objects of one group meet on one cluster; those of two never do. */
  readonly cluster: string;
  /** Read when it is needed, perhaps twice, so that no two files need to be in memory. */
  text(): string;
}

export interface ValidateOptions {
  readonly schemas: Schemas;
  /** Levels in place of the rules' own, by rule id. @default each rule's own */
  readonly levels?: Readonly<Record<string, Level | 'off'>>;
}

/** What was read, and what is wrong with it. */
export interface Validation {
  readonly files: number;
  readonly objects: number;
  /** With line and column, in the order of files and places. */
  readonly findings: readonly Finding[];
}

/** Runs every rule over files that anybody wrote. */
export function validate(sources: Iterable<Source>, options: ValidateOptions): Validation {
  const read = new Map<string, Source>();
  const runs = new Map<string, Run>();
  const findings: Finding[] = [];
  let objects = 0;
  for (const source of sources) {
    read.set(source.file, source);
    const run = runs.get(source.cluster) ?? start(rules, options);
    runs.set(source.cluster, run);
    for (const loaded of load(source.text(), source.file)) {
      if ('finding' in loaded) findings.push(loaded.finding);
      else {
        objects++;
        run.see(loaded.object);
      }
    }
  }
  for (const run of runs.values()) findings.push(...run.end());
  return { files: read.size, objects, findings: located(findings, read).sort(byPlace) };
}

/** Looks up the lines of what the rules found; only files with findings are parsed for places. */
function located(findings: readonly Finding[], read: ReadonlyMap<string, Source>): Finding[] {
  return [...groupBy(findings, ({ where }) => where.file)].flatMap(([file, inFile]) => {
    const source = file === undefined ? undefined : read.get(file);
    if (!source || inFile.every(({ where }) => where.line !== undefined)) return inFile;
    const locator = new Locator(source.text());
    return inFile.map(found =>
      found.where.line === undefined ? { ...found, where: { ...found.where, ...locator.locate(found.where) } } : found,
    );
  });
}
