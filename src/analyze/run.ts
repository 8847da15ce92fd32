import type { Finding, Level, Where } from '../model/finding.js';
import { type Manifest, titleOf } from '../model/manifest.js';
import { didYouMean } from '../model/nearest.js';
import { UserError } from '../model/user-error.js';
import { byPlace } from './order.js';
import { declare } from './read/declare.js';
import { Declared } from './read/declared.js';
import { type Known, kindOf, type Located, type Rule, type Visit } from './rule.js';
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

/** An object with its title; rules that remember it share one place, and where none does, none is made. */
class Seen implements Located {
  private place: Where | undefined;

  constructor(
    readonly manifest: Manifest,
    private readonly found: Where,
  ) {}

  get where(): Where {
    this.place ??= { ...this.found, object: titleOf(this.manifest) };
    return this.place;
  }
}

/** A kind, and the visits that want to see it. */
interface Audience {
  readonly kind: string;
  readonly visits: readonly Visit[];
}

/** Which visits want to see which object. */
class Dispatch {
  readonly #audiences = new Map<string, Map<string, Audience>>();

  constructor(readonly visits: readonly (readonly [Rule, Visit])[]) {}

  for(manifest: Manifest): Audience {
    return this.#audiences.get(manifest.apiVersion)?.get(manifest.kind) ?? this.#gather(manifest);
  }

  #gather(manifest: Manifest): Audience {
    const kind = kindOf(manifest);
    const visits = this.visits.filter(([rule]) => rule.kinds?.includes(kind) ?? true).map(([, visit]) => visit);
    const ofVersion = this.#audiences.get(manifest.apiVersion) ?? new Map<string, Audience>();
    this.#audiences.set(manifest.apiVersion, ofVersion.set(manifest.kind, { kind, visits }));
    return { kind, visits };
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
  const declared = new Declared();
  const { schemas } = options;
  const known: Known = { ids, declared, ...(schemas && { schemas }) };
  const dispatch = new Dispatch(on.map(rule => [rule, rule.start(known)]));
  const silenced = new Map<string, ReadonlySet<string>>();
  const findings: Finding[] = [];

  return {
    see({ manifest, where }) {
      const object = new Seen(manifest, where);
      const { kind, visits } = dispatch.for(manifest);
      declare(declared, kind, manifest);
      const asked = suppressionsOf(manifest).filter(({ reason }) => reason !== '');
      if (asked.length > 0) {
        silenced.set(objectKey(object.where), new Set(asked.map(({ rule }) => rule)));
      }
      for (const visit of visits) for (const found of visit.see(object)) findings.push(found);
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
