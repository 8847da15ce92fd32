import { openingAt } from '../model/opening.js';
import type { WindowGate } from '../model/time-gate.js';
import type { GateKind } from './gate-kind.js';

/** A cron pattern says when it opens. */
export const window: GateKind<WindowGate> = {
  kind: 'window',
  async ask(gate, { world }) {
    const at = world.now();
    const opening = openingAt(gate, at);
    if (!opening) return { verdict: 'fail', at, why: 'It never opens again.' };
    const iso = (time: number) => new Date(time).toISOString();
    if (opening.start > at) {
      return { verdict: 'fail', at, opens: opening.start, why: `It is closed, and opens at ${iso(opening.start)}.` };
    }
    return { verdict: 'pass', at, why: `It is open until ${iso(opening.end)}.` };
  },
};
