import { ALL, type Parts, percentText } from './share.js';
import { UserError } from './user-error.js';

/** One backend's part of a split. */
export interface Share {
  /** The backend's id. */
  readonly backend: string;
  readonly parts: Parts;
}

/** How requests are shared among backends, in declared order. The parts are whole and sum to 10 000. */
export type Split = readonly Share[];

/**
 * Builds a split.
 * @throws UserError when a backend stands twice, a part is no whole number from 0 to 10 000, or the sum is not 10 000.
 */
export function split(shares: readonly Share[]): Split {
  const seen = new Set<string>();
  let sum = 0;
  for (const { backend, parts } of shares) {
    if (seen.has(backend)) throw new UserError(`Backend "${backend}" stands twice in one split.`, 'Add its shares up.');
    if (!Number.isInteger(parts) || parts < 0 || parts > ALL) {
      throw new UserError(`"${backend}" has ${parts} parts of ${ALL}.`, `Give it a whole number from 0 to ${ALL}.`);
    }
    seen.add(backend);
    sum += parts;
  }
  if (sum !== ALL) {
    const list = shares.map(share => `${share.backend} ${percentText(share.parts)}`).join(' + ');
    const off = sum > ALL ? `Take ${percentText(sum - ALL)} off one of them.` : `${percentText(ALL - sum)} is missing.`;
    throw new UserError(`${list || 'An empty split'} = ${percentText(sum)} of the traffic.`, off);
  }
  return Object.freeze(shares.map(share => Object.freeze({ backend: share.backend, parts: share.parts })));
}

/** The split of a hand-over: `moved` parts to one backend, what is left to the other. */
export function handOver(from: string, to: string, moved: Parts): Split {
  return split([
    { backend: from, parts: ALL - moved },
    { backend: to, parts: moved },
  ]);
}

/** A backend's parts; 0 when the split does not name it. */
export function partsOf(shares: Split, backend: string): Parts {
  return shares.find(share => share.backend === backend)?.parts ?? 0;
}

export function sameSplit(a: Split, b: Split): boolean {
  return a.length === b.length && a.every((share, i) => share.backend === b[i]!.backend && share.parts === b[i]!.parts);
}

/**
 * The nearest split that a mechanism can express whose smallest step is `step` parts (Istio: 100, a whole per cent).
 * Largest remainder: every share is at most one step away from what was asked, and the sum is exact. Where remainders
 * are equal the earlier backend wins, so the result depends on nothing but the input.
 *
 * Source: https://en.wikipedia.org/wiki/Quota_method
 */
export function roundSplit(shares: Split, step: Parts): Split {
  const floors = shares.map(share => Math.floor(share.parts / step));
  let left = ALL / step - floors.reduce((sum, units) => sum + units, 0);
  const byRemainder = shares
    .map((share, i) => ({ i, remainder: share.parts % step }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder) {
    if (left === 0) break;
    floors[i]!++;
    left--;
  }
  return split(shares.map((share, i) => ({ backend: share.backend, parts: floors[i]! * step })));
}
