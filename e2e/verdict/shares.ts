import { ALL, type Parts, percentText } from '../../src/model/share.js';
import type { Split } from '../../src/model/split.js';
import { isDropped, type Outcome } from '../load/outcome.js';
import { exactInterval, type Interval } from './binomial.js';

/** How sure a verdict is: by chance alone, one window in a thousand fails. */
export const confidence = 0.999;

/** What one backend got of the requests that were answered. */
export interface MeasuredShare {
  readonly backend: string;
  readonly planned: Parts;
  readonly hits: number;
  readonly of: number;
  /** Where the true share lies, at our confidence. */
  readonly interval: Interval;
  /** The planned share is inside the interval; for none and all, exactly none and all were seen. */
  readonly holds: boolean;
}

/** Holds what was answered against the planned split. A backend that answered without being planned is planned with 0. */
export function measureShares(outcomes: readonly Outcome[], planned: Split): readonly MeasuredShare[] {
  const answered = outcomes.filter(outcome => !isDropped(outcome));
  const seen = answered.map(({ backend }) => backend ?? 'nobody');
  const backends = new Set([...planned.map(share => share.backend), ...seen]);
  return [...backends].map(backend => {
    const parts = planned.find(share => share.backend === backend)?.parts ?? 0;
    return measureShare(backend, parts, seen.filter(name => name === backend).length, seen.length);
  });
}

function measureShare(backend: string, planned: Parts, hits: number, of: number): MeasuredShare {
  if (of === 0) return { backend, planned, hits, of, interval: { low: 0, high: 1 }, holds: false };
  const interval = exactInterval(hits, of, confidence);
  const share = planned / ALL;
  const inside = interval.low <= share && share <= interval.high;
  const exact = planned === 0 ? hits === 0 : planned === ALL ? hits === of : inside;
  return { backend, planned, hits, of, interval, holds: exact };
}

/** `shop.acme/v2: planned 10 %, measured 10.02 % (8.67-11.49 %, 501 of 5000)` */
export function shareText({ backend, planned, hits, of, interval }: MeasuredShare): string {
  if (of === 0) return `${backend}: planned ${percentText(planned)}, and no answer at all`;
  return `${backend}: planned ${percentText(planned)}, measured ${measuredText({ hits, of, interval })}, ${hits} of ${of}`;
}

/** `10.02 % (8.67-11.49 %)` */
export function measuredText({ hits, of, interval }: Pick<MeasuredShare, 'hits' | 'of' | 'interval'>): string {
  const text = (value: number): string => (value * 100).toFixed(2);
  return `${text(hits / of)} % (${text(interval.low)}-${text(interval.high)} %)`;
}
