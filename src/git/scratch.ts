import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';
import type { Repository } from './repository.js';

/**
 * Runs work in a second working tree at a commit, so that the user's own stays as it is. It lies inside the git folder
 * and is removed at the end; one that a killed run has left is removed first.
 * @param modules folders below the root that hold installed packages; the scratch uses the same
 */
export async function inScratch<T>(
  world: Pick<World, 'files' | 'run'>,
  { git, root }: Repository,
  commit: string,
  modules: readonly string[],
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const base = (await git.tell(['rev-parse', '--path-format=absolute', '--git-path', 'sluice'])).trim();
  world.files.makeFolder(base);
  const lock = world.files.lock(base);
  if ('heldBy' in lock) {
    throw new UserError(`Process ${lock.heldBy} changes a phase of this repository already.`, 'Wait until it is done.');
  }
  const folder = `${base}/scratch`;
  const remove = async () => {
    world.files.removeAll(folder);
    await git.tell(['worktree', 'prune']);
  };
  try {
    await remove();
    await git.tell(['worktree', 'add', '--quiet', '--detach', folder, commit]);
    for (const path of modules) {
      if (world.files.kind(`${root}/${path}`) === undefined) continue;
      await world.run('ln', ['-s', `${root}/${path}`, `${folder}/${path}`]);
    }
    return await work(folder);
  } finally {
    await remove();
    lock.release();
  }
}
