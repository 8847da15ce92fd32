import type { Finding, Level, Where } from '../model/finding.js';
import { titleOf } from '../model/manifest.js';
import { didYouMean } from '../model/nearest.js';
import { UserError } from '../model/user-error.js';
import { byPlace } from './order.js';
import { kindOf, type Located, type Rule, type Visit } from './rule.js';
import type { Schemas } from './schema/schemas.js';
import { suppressionsOf } from './suppression.js';

export interface RunOptions {
  /** Levels in place of the rules' own, by rule id. @default each rule's own */
  readonly levels?: Readonly<Record<string, Level | 'off'>>;
  /** What objects are checked against by the rule `schema`. @default none, and that rule is silent */
  readonly schemas?: Schemas;
}

/** All rules over the objects of one cluster. */
export interface Run {
  see(object: Located): void;
  /** Every finding, in a fixed order. */
  end(): readonly Finding[];
}

/** The rule that speaks about suppressions; nobody may silence it. */
const WATCHMAN = 'ignore-is-sound';

function objectKey(where: Where): string {
  return `${where.file ?? ''}\0${where.document ?? ''}\0${where.object ?? ''}`;
}

/** Which visits want to see which kind. */
class Dispatch {
  readonly #byKind = new Map<string, readonly Visit[]>();

  constructor(readonly visits: readonly (readonly [Rule, Visit])[]) {}

  for(kind: string): readonly Visit[] {
    let found = this.#byKind.get(kind);
    if (!found) {
      found = this.visits.filter(([rule]) => rule.kinds?.includes(kind) ?? true).map(([, visit]) => visit);
      this.#byKind.set(kind, found);
    }
    return found;
  }
}

/** Starts the rules. @throws UserError when `levels` names a rule that does not exist. */
export function start(rules: readonly Rule[], options: RunOptions = {}): Run {
  const ids = rules.map(rule => rule.id);
  const levels = options.levels ?? {};
  for (const id of Object.keys(levels)) {
    if (ids.includes(id)) continue;
    throw new UserError(`There is no rule "${id}".${didYouMean(id, ids)}`, 'Name a rule of docs/reference/rules.md.');
  }
  const on = rules.filter(rule => levels[rule.id] !== 'off');
  const dispatch = new Dispatch(on.map(rule => [rule, rule.start(ids, options.schemas)]));
  const silenced = new Map<string, ReadonlySet<string>>();
  const findings: Finding[] = [];

  return {
    see(object) {
      const { manifest } = object;
      const asked = suppressionsOf(manifest).filter(({ reason }) => reason !== '');
      if (asked.length > 0) {
        const where = { ...object.where, object: titleOf(manifest) };
        silenced.set(objectKey(where), new Set(asked.map(({ rule }) => rule)));
      }
      for (const visit of dispatch.for(kindOf(manifest))) for (const found of visit.see(object)) findings.push(found);
    },
    end() {
      for (const [, visit] of dispatch.visits) for (const found of visit.end?.() ?? []) findings.push(found);
      return findings
        .filter(({ rule, where }) => rule === WATCHMAN || !silenced.get(objectKey(where))?.has(rule))
        .map(found => ({ ...found, level: (levels[found.rule] as Level | undefined) ?? found.level }))
        .sort(byPlace);
    },
  };
}
