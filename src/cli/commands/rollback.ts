import { deliver } from '../../git/deliver.js';
import { hold } from '../../git/hold.js';
import { isError } from '../../model/finding.js';
import { phaseBefore, phaseOf } from '../../model/plan.js';
import { percent, percentText } from '../../model/share.js';
import { UserError } from '../../model/user-error.js';
import { findingsText } from '../../report/findings-text.js';
import { requestBody } from '../../report/request-body.js';
import type { Migration } from '../../routers/migration.js';
import { type BaseOptions, defineBase, openBase } from '../base.js';
import type { Command } from '../command.js';
import { earlierBytes } from '../earlier-bytes.js';
import { changePhase, findMigrations, groupKey } from '../phase-change.js';
import { branchOf } from '../request-branch.js';
import { requestFacts } from '../request-facts.js';

interface RollbackOptions extends BaseOptions {
  readonly to?: string;
  readonly share?: string;
  readonly now?: boolean;
  readonly reason: string;
  readonly dryRun?: boolean;
}

/** The phase that is gone back to: named, the baseline, the last one with at most a share, or the one before. */
function target(migration: Migration, key: string, { to, share }: RollbackOptions) {
  const { plan } = migration;
  const from = phaseOf(plan, migration.phase, key);
  const earlier = plan.phases.slice(0, plan.phases.indexOf(from));
  if (earlier.length === 0)
    throw new UserError(`${key} is in "${from.name}", the first phase.`, 'There is no way back.');
  if (to !== undefined) {
    const phase = to === 'baseline' ? earlier[0]! : phaseOf(plan, to, key);
    if (earlier.includes(phase)) return phase;
    throw new UserError(`"${phase.name}" does not come before "${from.name}".`, `sluice advance ${key}`);
  }
  if (share === undefined) return phaseBefore(plan, from)!;
  const most = percent(Number(share));
  const found = earlier.findLast(phase => phase.share <= most);
  if (found) return found;
  throw new UserError(`No earlier phase moves ${percentText(most)} or less.`, 'Name a phase with --to.');
}

export const rollback: Command<RollbackOptions> = {
  name: 'rollback',
  summary: 'Take a migration back to an earlier phase, in full or in part, and hold it there',
  examples: [
    [
      'sluice rollback prod/acme/checkout --now',
      'the phase before, pushed straight to the branch that Argo CD follows',
    ],
    ['sluice rollback prod/acme/checkout --to baseline', 'all the way, by a pull request'],
    ['sluice rollback prod/acme/checkout --share 10', 'to the last phase that moves at most 10 %'],
  ],
  define(parser) {
    defineBase(
      parser
        .argument('<migration>', 'as `sluice status` names it')
        .option('--to <phase>', 'an earlier phase, or baseline (default: the phase before)')
        .option('--share <percent>', 'the last phase that moves at most this share')
        .option('--now', 'push to the branch that Argo CD follows, without a request')
        .option('--reason <text>', 'why; it is kept with the hold', 'rolled back')
        .option('--dry-run', 'change nothing, and show everything'),
    );
  },
  async run(world, [name], options) {
    const base = await openBase(world, options);
    const group = findMigrations(base.project, name!);
    const key = groupKey(group);
    const to = target(group[0]!, key, options);
    const change = await changePhase(world, base, group, to.name);
    const errors = change.findings.filter(isError);
    world.stderr.write(findingsText(errors, world.stderr.colour));
    if (errors.length > 0) return 1;
    const proof = await earlierBytes(base, change);
    const irreversible = phaseOf(group[0]!.plan, group[0]!.phase, key).irreversible
      ? [`"${group[0]!.phase}" was a point of no return: the manifests come back, what was taken down since does not.`]
      : [];
    const verdict = `${proof} No gate, window or freeze is asked on the way back. Reason: ${options.reason}.`;
    const facts = { ...requestFacts(change, { direction: 'rollback', verdict, gates: [] }), irreversible };
    const title = `Roll back ${key} from ${group[0]!.phase} to ${to.name}`;
    const body = requestBody(facts);
    if (options.dryRun) {
      world.stdout.write(`${title}\n\n${body}`);
      return 0;
    }
    const changes = [...change.changes, hold(key, options.reason)];
    const branch = options.now ? undefined : branchOf(key);
    const { commit, outcome, url } = await deliver({ ...base, branch, changes, title, body, migration: key });
    for (const each of irreversible) world.stderr.write(`▲ ${each}\n`);
    world.stdout.write(
      `${title}: ${outcome}, ${url ?? commit}. ${proof}\nIt is held there until: sluice resume ${key}\n`,
    );
    return 0;
  },
};
