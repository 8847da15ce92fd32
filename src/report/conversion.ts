import { groupBy } from '../model/group-by.js';
import { type Outcome, outcomes, severity, type Verdict } from '../model/verdict.js';

/** What a conversion says of its input. */
export interface ConversionFacts {
  /** One for each field of every object that was read. */
  readonly verdicts: readonly Verdict[];
  /** What a person has to decide that is no field's fault. */
  readonly remarks: readonly string[];
  /** Hosts that were not written, and why. */
  readonly left: readonly { readonly host: string; readonly why: readonly string[] }[];
  /** How many objects of which kind were not read. */
  readonly unread: Readonly<Record<string, number>>;
}

/** How many fields had which outcome. */
export type Counts = Readonly<Record<Outcome, number>>;

export interface Summary {
  readonly objects: number;
  readonly fields: number;
  readonly counts: Counts;
  readonly byObject: ReadonlyMap<string, Counts>;
  readonly byAnnotation: ReadonlyMap<string, Counts>;
  /** What a person has to look at, the worst first. */
  readonly open: readonly Verdict[];
}

/** From here on a person has to look. */
const LOOK = severity('approximated');

/** What every report ends with: how far it may be believed. */
export const UNPROVEN =
  'Every verdict is read from the fields alone: no request was sent through both sides, so compare answers before you move.';

function counted(verdicts: readonly Verdict[]): Counts {
  const counts = Object.fromEntries(outcomes.map(outcome => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of verdicts) counts[outcome]++;
  return counts;
}

function countsBy(
  verdicts: readonly Verdict[],
  keyOf: (verdict: Verdict) => string | undefined,
): ReadonlyMap<string, Counts> {
  const groups = [...groupBy(verdicts, keyOf)].flatMap(([key, of]) =>
    key === undefined ? [] : [[key, counted(of)] as const],
  );
  return new Map(groups.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The annotation that a verdict speaks of; `undefined` for another field. */
function annotationOf({ where: { path = [] } }: Verdict): string | undefined {
  const [first, second, name] = path;
  return first === 'metadata' && second === 'annotations' && typeof name === 'string' ? name : undefined;
}

export function summary({ verdicts }: ConversionFacts): Summary {
  const byObject = countsBy(verdicts, ({ where }) => where.object);
  return {
    objects: byObject.size,
    fields: verdicts.length,
    counts: counted(verdicts),
    byObject,
    byAnnotation: countsBy(verdicts, annotationOf),
    open: verdicts
      .filter(({ outcome }) => severity(outcome) >= LOOK)
      .sort((a, b) => severity(b.outcome) - severity(a.outcome)),
  };
}

/** `12 exact (52.2 %), 3 unsupported (13 %)`. */
export function countsText(counts: Counts): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return outcomes
    .filter(outcome => counts[outcome] > 0)
    .map(outcome => `${counts[outcome]} ${outcome} (${Math.round((counts[outcome] / all) * 1_000) / 10} %)`)
    .join(', ');
}
