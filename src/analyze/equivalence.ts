import type { Json } from '../model/manifest.js';
import { sameJson } from '../model/same-json.js';
import type { Answer, Compared, Door, End, Equivalence, Outcome, Plane, Request } from '../planes/plane.js';

/** How two answers relate. */
type Verdict = 'same' | 'intended' | 'different' | 'undecided';

const used = (ends: readonly End[]): readonly End[] => ends.filter(({ parts }) => parts > 0);

function outcomeOf({ steps: _, assumes: __, ...outcome }: Answer): Outcome {
  return outcome;
}

/** Answers are plain data, whose types only have no index. */
function alike(a: unknown, b: unknown): boolean {
  return sameJson(a as Json, b as Json);
}

function withoutParts({ parts: _, ...end }: End): Omit<End, 'parts'> {
  return end;
}

/** Whether every end that one side uses is declared on the other, and is treated there alike. */
function declares(ends: readonly End[], usedThere: readonly End[]): boolean {
  return usedThere.every(there => ends.some(here => alike(withoutParts(here), withoutParts(there))));
}

/** What the difference between two answers means. A destination without a share is not there for anybody. */
function verdictOf(before: Answer, after: Answer): Verdict {
  if (before.kind === 'unknown' || after.kind === 'unknown') return 'undecided';
  if (before.kind === 'refused' && after.kind === 'refused')
    return before.status === after.status ? 'same' : 'different';
  if (before.kind !== 'backends' || after.kind !== 'backends') {
    return alike(outcomeOf(before), outcomeOf(after)) ? 'same' : 'different';
  }
  if (!alike(before.treatment, after.treatment)) return 'different';
  const [old, now] = [used(before.ends), used(after.ends)];
  const inOrder = (ends: readonly End[]): readonly End[] => [...ends].sort((a, b) => (a.to < b.to ? -1 : 1));
  if (alike(inOrder(old), inOrder(now))) return 'same';
  return declares(before.ends, now) && declares(after.ends, old) ? 'intended' : 'different';
}

function doorsOf(planes: readonly Plane[]): readonly Door[] {
  const doors = planes.flatMap(plane => plane.doors());
  return [...new Map(doors.map(door => [`${door.scheme} ${door.port} ${door.host}`, door])).values()];
}

/** The requests around the matchers of both, each once. */
function* requestsOf(planes: readonly Plane[], door: Door): Iterable<Request> {
  const seen = new Set<string>();
  for (const plane of planes) {
    for (const request of plane.edges(door)) {
      const key = JSON.stringify(request);
      if (!seen.has(key)) yield request;
      seen.add(key);
    }
  }
}

/** Compares two planes over the edges of both, behind the doors of both. */
export function compare(before: Plane, after: Plane): Equivalence {
  const planes = [before, after];
  const doors = doorsOf(planes);
  const found: Record<Exclude<Verdict, 'same'>, Compared[]> = { intended: [], different: [], undecided: [] };
  let classes = 0;
  let same = 0;
  for (const door of doors) {
    for (const request of requestsOf(planes, door)) {
      classes++;
      const compared = { request, before: before.answer(request), after: after.answer(request) };
      const verdict = verdictOf(compared.before, compared.after);
      if (verdict === 'same') same++;
      else found[verdict].push(compared);
    }
  }
  const sampled = [...new Set(planes.flatMap(plane => plane.sampled()))];
  return { classes, doors: doors.length, same, ...found, sampled };
}
