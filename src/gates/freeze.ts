import { readFreezes } from '../model/ics.js';
import { freezeAt } from '../model/opening.js';
import type { FreezeGate } from '../model/time-gate.js';
import { UserError } from '../model/user-error.js';
import type { GateKind } from './gate-kind.js';

/** A calendar in the repository says when nothing is changed. */
export const freeze: GateKind<FreezeGate> = {
  kind: 'freeze',
  async ask({ calendar, zone }, { world, read }) {
    const at = world.now();
    const text = read(calendar);
    if (text === undefined) return { verdict: 'unknown', at, why: `There is no ${calendar}.` };
    try {
      const freezes = readFreezes(text, calendar, zone);
      const now = freezeAt(freezes, at);
      if (now) {
        const until = new Date(now.end).toISOString();
        return { verdict: 'fail', at, opens: now.end, why: `"${now.name}" lasts until ${until}.` };
      }
      const next = freezes.find(({ start }) => start > at);
      const then = next ? `"${next.name}" begins at ${new Date(next.start).toISOString()}` : 'and none is ahead';
      return { verdict: 'pass', at, why: `There is none now; ${then}.`.replace('; and', ' and') };
    } catch (error) {
      if (UserError.is(error)) return { verdict: 'unknown', at, why: error.message };
      throw error;
    }
  },
};
