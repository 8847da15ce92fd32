import type { Split } from '../../src/model/split.js';
import { isDropped, type Outcome } from '../load/outcome.js';
import type { Protocol } from '../load/request.js';
import { type MeasuredShare, measureShares, shareText } from './shares.js';

/** A time in which one phase is in force everywhere, and what requests met in it. */
export interface Window {
  readonly walk: string;
  readonly phase: string;
  readonly protocol: Protocol;
  readonly sent: number;
  readonly dropped: number;
  /** Answered, but not by the first attempt: a drop that the gateway's retries have hidden. */
  readonly retried: number;
  readonly shares: readonly MeasuredShare[];
  /** Seconds from the change until every new request met it; unset where nothing changed before. */
  readonly tookEffect?: number;
}

/** The window of these outcomes. */
export function windowOf(
  of: Pick<Window, 'walk' | 'phase' | 'protocol' | 'tookEffect'>,
  outcomes: readonly Outcome[],
  planned: Split,
): Window {
  return {
    ...of,
    ...countsOf(outcomes),
    shares: measureShares(outcomes, planned),
  };
}

/** How many were sent, dropped and retried. */
export function countsOf(outcomes: readonly Outcome[]): Pick<Window, 'sent' | 'dropped' | 'retried'> {
  return {
    sent: outcomes.length,
    dropped: outcomes.filter(isDropped).length,
    retried: outcomes.filter(({ attempt = 1 }) => attempt > 1).length,
  };
}

/** What is wrong with a window, a line each; empty when all is as planned. */
export function faultsOf(window: Window): readonly string[] {
  const where = `${window.walk}, phase "${window.phase}", ${window.protocol}`;
  const off = window.shares.filter(share => !share.holds).map(share => `${where}: ${shareText(share)}.`);
  const dropped = window.dropped > 0 ? [`${where}: ${window.dropped} of ${window.sent} requests were dropped.`] : [];
  const retried = window.retried > 0 ? [`${where}: ${window.retried} of ${window.sent} requests were retried.`] : [];
  return [...dropped, ...retried, ...off];
}
