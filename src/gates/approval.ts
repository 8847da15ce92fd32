import type { ApprovalGate } from '../model/gate.js';
import type { GateKind } from './gate-kind.js';

/** The forge says who has approved the request. A forge names people: whether one is of a team, a person has to see. */
export const approval: GateKind<ApprovalGate> = {
  kind: 'approval',
  async ask({ by }, { world, approvals }) {
    const at = world.now();
    if (!approvals) return { verdict: 'unknown', at, why: 'There is no open request that could be approved.' };
    if (approvals.some(name => name.toLowerCase() === by.toLowerCase())) {
      return { verdict: 'pass', at, why: `${by} has approved the request.` };
    }
    if (approvals.length === 0) return { verdict: 'fail', at, why: 'Nobody has approved the request.' };
    const names = approvals.join(', ');
    return { verdict: 'unknown', at, why: `${names} approved the request; whether for ${by}, the forge does not say.` };
  },
};
