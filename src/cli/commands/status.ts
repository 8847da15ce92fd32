import { Option } from 'commander';
import { phaseSince } from '../../git/phase-since.js';
import type { Repository } from '../../git/repository.js';
import { fileOf, groupMigrations, statusMarkdown, statusOf, statusText } from '../../report/status.js';
import type { Migration } from '../../routers/migration.js';
import { checkedOut } from '../checked-out.js';
import type { Command, OutputOption } from '../command.js';
import { loadEstate } from '../load-estate.js';

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
    const repository = await checkedOut(world, root);
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
