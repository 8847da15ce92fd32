import { deliver } from '../../git/deliver.js';
import { holdAt, release } from '../../git/hold.js';
import { type BaseOptions, defineBase, openBase } from '../base.js';
import type { Command } from '../command.js';
import { findMigrations, groupKey } from '../phase-change.js';
import { branchOf } from '../request-branch.js';

interface ResumeOptions extends BaseOptions {
  readonly now?: boolean;
}

export const resume: Command<ResumeOptions> = {
  name: 'resume',
  summary: 'Let a migration that a rollback holds be advanced again',
  examples: [['sluice resume prod/acme/checkout', 'opens a request that removes the hold']],
  define(parser) {
    defineBase(
      parser
        .argument('<migration>', 'as `sluice status` names it')
        .option('--now', 'push to the branch that Argo CD follows, without a request'),
    );
  },
  async run(world, [name], options) {
    const base = await openBase(world, options);
    const key = groupKey(findMigrations(base.project, name!));
    const reason = await holdAt(base.repository, base.tip, key);
    if (reason === undefined) {
      world.stdout.write(`${key} is not held.\n`);
      return 0;
    }
    const title = `Resume ${key}`;
    const body = `${key} was held: ${reason}\n\nWhen this is merged, it may be advanced again.\n`;
    const branch = options.now ? undefined : `${branchOf(key)}-resume`;
    const { outcome, url, commit } = await deliver({
      ...base,
      branch,
      changes: [release(key)],
      title,
      body,
      migration: key,
    });
    world.stdout.write(`${title}: ${outcome}, ${url ?? commit}\n`);
    return 0;
  },
};
