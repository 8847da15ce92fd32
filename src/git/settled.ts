import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';

const DEADLINE = 60_000;
const PAUSE = 500;

/**
 * Repeats what a forge puts off while it works something out in the background, until it is done.
 * @param attempt says why it was put off, or nothing when it was done
 * @throws UserError when it is still put off after a minute
 */
export async function settled(
  { now, sleep }: Pick<World, 'now' | 'sleep'>,
  what: string,
  attempt: () => Promise<string | undefined>,
): Promise<void> {
  const end = now() + DEADLINE;
  for (;;) {
    const why = await attempt();
    if (why === undefined) return;
    if (now() >= end) throw new UserError(`${what}: ${why}`, 'Look whether the request conflicts with its base.');
    await sleep(PAUSE);
  }
}
