import { humanDuration } from '../model/duration.js';
import type { SoakGate } from '../model/time-gate.js';
import type { GateKind } from './gate-kind.js';

/** Whole minutes, upwards: nobody waits for seconds. */
const minutes = (time: number): number => Math.ceil(time / 60_000) * 60_000;

/** Git's history of dist says since when the phase lasts. */
export const soak: GateKind<SoakGate> = {
  kind: 'soak',
  async ask({ lasts }, { world, since }) {
    const at = world.now();
    if (!since) return { verdict: 'unknown', at, why: 'No commit says since when the phase lasts.' };
    const value = at - since.time;
    const opens = since.time + lasts;
    const known = { at, value, threshold: lasts, opens };
    if (value < 0) return { ...known, verdict: 'unknown', why: 'The commit that brought the phase is of the future.' };
    const began = new Date(since.time).toISOString();
    if (opens <= at) {
      return { ...known, verdict: 'pass', why: `It has lasted since ${began}${since.orEarlier ? ' or earlier' : ''}.` };
    }
    if (since.orEarlier) {
      return { ...known, verdict: 'unknown', why: `It has lasted since ${began} or earlier: the clone is shallow.` };
    }
    return {
      ...known,
      verdict: 'fail',
      why: `It has lasted since ${began}, ${humanDuration(minutes(opens - at))} to go.`,
    };
  },
};
