import type { Forge } from './forge.js';

/** Merges a request at a commit; one that has been merged, by whom ever, is no error. */
export async function mergeRequest(forge: Forge, number: number, commit: string): Promise<void> {
  try {
    await forge.merge(number, commit);
  } catch (error) {
    // The answer may have got lost after the forge did it; the second try is refused then.
    if ((await forge.get(number)).state !== 'merged') throw error;
  }
}
