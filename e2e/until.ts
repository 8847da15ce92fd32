import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so, and asks often; an error in asking means "not yet". */
export async function until(what: string, within: number, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + within;
  let trouble = '';
  for (;;) {
    const so = await isSo().catch(error => {
      trouble = ` (${(error as Error).message})`;
      return false;
    });
    if (so) return;
    if (Date.now() > deadline) throw new Error(`After ${within / 1000} s it is still not so: ${what}${trouble}.`);
    await sleep(20);
  }
}
