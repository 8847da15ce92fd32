import type { Change } from './commit.js';
import type { Repository } from './repository.js';

/**
 * The file that holds a migration where it is: `advance` respects it until `resume` removes it. It stands in the
 * repository, so that a hold is seen, reviewed and undone like everything else.
 * @param migration `prod/acme/checkout`, or with a star for the tenant when many share it
 */
function holdFile(migration: string): string {
  return `.sluice/hold/${migration.replace('*', '_')}.txt`;
}

/** Why a migration is held; `undefined` when it is not. */
export async function holdAt(repository: Repository, revision: string, migration: string): Promise<string | undefined> {
  return (await repository.fileAt(revision, holdFile(migration)))?.trim();
}

export function hold(migration: string, reason: string): Change {
  return { path: holdFile(migration), content: `${reason}\n` };
}

export function release(migration: string): Change {
  return { path: holdFile(migration), content: undefined };
}
