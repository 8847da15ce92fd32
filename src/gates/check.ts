import type { CheckGate } from '../model/gate.js';
import type { GateVerdict } from '../model/gate-verdict.js';
import { UserError } from '../model/user-error.js';
import type { GateKind, Situation } from './gate-kind.js';
import { causeOf } from './http.js';

const TIMEOUT = 30_000;
const LONGEST = 200;

/** An address that answers 2xx, or a program that ends with 0. */
export const check: GateKind<CheckGate> = {
  kind: 'check',
  async ask({ name, probe }, situation) {
    const at = situation.world.now();
    if (!probe) return { verdict: 'unknown', at, why: `"${name}" has no probe: a person has to look.` };
    return 'get' in probe ? answer(probe.get, at, situation) : program(probe.run, at, situation);
  },
};

async function answer(url: string, at: number, { world }: Situation): Promise<GateVerdict> {
  const known = { at, queries: [`GET ${url}`] };
  try {
    const { status } = await world.fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) });
    return { ...known, verdict: status >= 200 && status < 300 ? 'pass' : 'fail', why: `It answered ${status}.` };
  } catch (error) {
    // The probed server may be at fault, or the way to it.
    return { ...known, verdict: 'unknown', why: `It gave no answer: ${causeOf(error)}.` };
  }
}

async function program(
  command: readonly [string, ...string[]],
  at: number,
  { world, root }: Situation,
): Promise<GateVerdict> {
  const known = { at, queries: [command.join(' ')] };
  const [name, ...args] = command;
  try {
    const { code, stdout, stderr } = await world.run(name, args, { cwd: root });
    const said = (stdout.trim() || stderr.trim()).split('\n').at(-1)!.slice(0, LONGEST);
    const why = said === '' ? `It ended with ${code}.` : `It ended with ${code}: ${said}`;
    // 1 is a program's no; anything else says that it could not look.
    return { ...known, verdict: code === 0 ? 'pass' : code === 1 ? 'fail' : 'unknown', why };
  } catch (error) {
    if (UserError.is(error)) return { ...known, verdict: 'unknown', why: error.message };
    throw error;
  }
}
