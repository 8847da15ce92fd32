import { deliver } from '../../git/deliver.js';
import { isError } from '../../model/finding.js';
import { phaseAfter, phaseOf } from '../../model/plan.js';
import { UserError } from '../../model/user-error.js';
import { findingsText } from '../../report/findings-text.js';
import { requestBody } from '../../report/request-body.js';
import { type BaseOptions, defineBase, openBase } from '../base.js';
import { closedBy, gatesOf, type Permissions } from '../closed.js';
import type { Command } from '../command.js';
import { changePhase, findMigrations, groupKey } from '../phase-change.js';
import { branchOf } from '../request-branch.js';
import { requestFacts } from '../request-facts.js';

interface AdvanceOptions extends BaseOptions, Permissions {
  readonly to?: string;
  readonly dryRun?: boolean;
}

export const advance: Command<AdvanceOptions> = {
  name: 'advance',
  summary: 'Move a migration to its next phase by a pull request, if the phase it is in may be left',
  examples: [
    ['sluice advance prod/acme/checkout --dry-run', 'shows whether it may, and what the request would say'],
    ['sluice advance prod/acme/checkout', 'opens the request, or brings the open one up to date'],
  ],
  define(parser) {
    defineBase(
      parser
        .argument('<migration>', 'as `sluice status` names it')
        .option('--to <phase>', 'a phase of the plan (default: the next one)')
        .option('--skip <reason>', 'step over phases of the plan, and say why')
        .option('--gates-seen <what>', 'what you saw of the gates that cannot be asked from here')
        .option('--irreversible', 'yes, past a point of no return')
        .option('--dry-run', 'change nothing, and show everything'),
    );
  },
  async run(world, [name], options) {
    const base = await openBase(world, options);
    const group = findMigrations(base.project, name!);
    const key = groupKey(group);
    const { plan, phase } = group[0]!;
    const from = phaseOf(plan, phase, key);
    const to = options.to === undefined ? phaseAfter(plan, from) : phaseOf(plan, options.to, key);
    if (!to)
      throw new UserError(`${key} is in "${phase}", the last phase of its plan.`, 'There is nothing to advance.');
    const closed = await closedBy(world, base, group, to, options);
    for (const { why, wayOut } of closed) world.stderr.write(`✖ ${why}\n  → ${wayOut}\n`);
    if (closed.length > 0 && !options.dryRun) return 1;
    const change = await changePhase(world, base, group, to.name);
    const errors = change.findings.filter(isError);
    world.stderr.write(findingsText(errors, world.stderr.colour));
    if (errors.length > 0) return 1;
    const verdict = closed.length > 0 ? `It must not be merged: ${closed[0]!.why}` : 'The phase before may be left.';
    const reason = options.skip === undefined ? '' : ` Phases are skipped: ${options.skip}.`;
    const gates = gatesOf(from, options);
    const body = requestBody(requestFacts(change, { direction: 'advance', verdict: verdict + reason, gates }));
    const title = `Advance ${key} from ${from.name} to ${to.name}`;
    if (options.dryRun) {
      world.stdout.write(`${branchOf(key)}: ${title}\n\n${body}`);
      return closed.length > 0 ? 1 : 0;
    }
    const { changes } = change;
    const done = await deliver({ ...base, branch: branchOf(key), changes, title, body, migration: key });
    world.stdout.write(`${title}: ${done.outcome}, ${done.url}\n`);
    return 0;
  },
};
