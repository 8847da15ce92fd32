import { Option } from 'commander';
import { phaseSince } from '../../git/phase-since.js';
import { openRepository, type Repository } from '../../git/repository.js';
import { UserError } from '../../model/user-error.js';
import { fileOf, groupMigrations, statusMarkdown, statusOf, statusText } from '../../report/status.js';
import type { Migration } from '../../routers/migration.js';
import type { World } from '../../world.js';
import type { Command, OutputOption } from '../command.js';
import { loadEstate } from '../load-estate.js';

/** A folder that is in no repository, or in one without commits, has no history to tell of. */
async function repositoryAt(world: World, root: string): Promise<Repository | undefined> {
  try {
    const repository = await openRepository(world, root);
    return (await repository.commitOf('HEAD')) === undefined ? undefined : repository;
  } catch (error) {
    if (UserError.is(error)) return undefined;
    throw error;
  }
}

/** When the phase of a group was committed; `undefined` while it is not. */
async function since(
  repository: Repository | undefined,
  group: readonly Migration[],
  dist: string,
): Promise<string | undefined> {
  const file = fileOf(group);
  if (!repository || file === undefined) return undefined;
  const path = `${dist}/${file}`.slice(repository.root.length + 1);
  const found = await phaseSince(repository, 'HEAD', path);
  return found?.phase === group[0]!.phase ? new Date(found.time).toISOString() : undefined;
}

export const status: Command<OutputOption> = {
  name: 'status',
  summary: 'Show where each migration stands: phase, shares, since when, and what comes next',
  examples: [
    ['sluice status', 'a table of all migrations'],
    ['sluice status --output json', 'the same for a program'],
  ],
  define(parser) {
    parser.addOption(
      new Option('-o, --output <form>', 'how to say it').choices(['text', 'json', 'markdown']).default('text'),
    );
  },
  async run(world, _args, { output }) {
    const { root, estate, dist } = await loadEstate(world);
    const migrations: Migration[] = [];
    for (const unit of estate.units()) if (unit.migration) migrations.push(unit.migration);
    const repository = await repositoryAt(world, root);
    const all = await Promise.all(
      groupMigrations(migrations).map(async group =>
        statusOf(group, await since(repository, group, `${root}/${dist}`)),
      ),
    );
    if (output === 'json') world.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
    else world.stdout.write(output === 'markdown' ? statusMarkdown(all) : statusText(all));
    return 0;
  },
};
