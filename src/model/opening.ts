import { Cron } from 'croner';
import type { WindowGate } from './time-gate.js';

/** A stretch of time in milliseconds since 1970: from its start until, and not including, its end. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The opening of a window at a time, or the next one after it; `undefined` when it never opens again. */
export function openingAt({ opens, lasts, zone }: WindowGate, time: number): Span | undefined {
  const start = new Cron(opens, { timezone: zone }).nextRun(new Date(time - lasts))?.getTime();
  return start === undefined ? undefined : { start, end: start + lasts };
}

/** The freeze that a time falls into, of those that touch each other the whole. */
export function freezeAt<S extends Span>(
  freezes: readonly S[],
  time: number,
): (Span & Omit<S, keyof Span>) | undefined {
  const first = freezes.find(({ start, end }) => start <= time && time < end);
  if (!first) return undefined;
  let { end } = first;
  for (;;) {
    const later = freezes.find(freeze => freeze.start <= end && freeze.end > end);
    if (!later) return { ...first, end };
    end = later.end;
  }
}

/**
 * The first time from which every window is open and no freeze lasts.
 * @returns `undefined` when there is none within three years
 */
export function openTime(windows: readonly WindowGate[], freezes: readonly Span[], from: number): number | undefined {
  const last = from + 3 * 365 * 86_400_000;
  for (let time = from; time <= last; ) {
    const later = nextHindrance(windows, freezes, time);
    if (later === undefined) return undefined;
    if (later === time) return time;
    time = later;
  }
  return undefined;
}

function nextHindrance(windows: readonly WindowGate[], freezes: readonly Span[], time: number): number | undefined {
  let later = freezeAt(freezes, time)?.end ?? time;
  for (const window of windows) {
    const opening = openingAt(window, time);
    if (!opening) return undefined;
    later = Math.max(later, opening.start);
  }
  return later;
}
