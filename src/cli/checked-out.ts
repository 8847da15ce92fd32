import { openRepository, type Repository } from '../git/repository.js';
import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';

/** The repository of a folder; `undefined` where there is none, or one without commits: it has no history to tell of. */
export async function checkedOut(world: World, root: string): Promise<Repository | undefined> {
  try {
    const repository = await openRepository(world, root);
    return (await repository.commitOf('HEAD')) === undefined ? undefined : repository;
  } catch (error) {
    if (UserError.is(error)) return undefined;
    throw error;
  }
}
