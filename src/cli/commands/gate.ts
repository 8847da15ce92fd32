import { Option } from 'commander';
import { askGates, gatesOf } from '../../gates/index.js';
import { milliseconds } from '../../model/duration.js';
import { phaseAfter, phaseOf } from '../../model/plan.js';
import { UserError } from '../../model/user-error.js';
import { type GateReport, gateJson, gateMarkdown, gateTable, worstOf } from '../../report/gate-table.js';
import type { World } from '../../world.js';
import { checkedOut } from '../checked-out.js';
import type { Command, ExitCode, OutputOption } from '../command.js';
import { defineGates, type GateOptions, gateSituation } from '../gate-situation.js';
import { loadEstate, type Project } from '../load-estate.js';
import { findMigrations, groupKey } from '../phase-change.js';

interface Options extends OutputOption, GateOptions {
  readonly watch?: boolean;
  readonly every: string;
}

const CODES: Readonly<Record<GateReport['verdict'], ExitCode>> = { pass: 0, fail: 1, unknown: 2 };

export const gate: Command<Options> = {
  name: 'gate',
  summary: 'Ask the gates of the phase that would be left: exit 0 when all are open, 1 when one is closed, 2 else',
  examples: [
    ['sluice gate prod/acme/checkout', 'a table: values, limits, requests, verdicts, and why'],
    ['sluice gate prod/acme/checkout --watch', 'asks again until all are open'],
  ],
  define(parser) {
    defineGates(parser)
      .argument('<migration>', 'as `sluice status` names it')
      .addOption(
        new Option('-o, --output <form>', 'how to say it').choices(['text', 'json', 'markdown']).default('text'),
      )
      .option('-w, --watch', 'ask again until all gates are open')
      .option('--every <time>', 'how long to wait between, when watching', '30s');
  },
  async run(world, [name], options) {
    const pause = milliseconds(options.every);
    if (pause < 1_000) throw new UserError(`"${options.every}" is too short to wait.`, 'Write "1s" or more.');
    const project = await loadEstate(world);
    for (;;) {
      const report = await ask(world, project, name!, options);
      say(world, report, options);
      if (!options.watch || report.verdict === 'pass') return CODES[report.verdict];
      await world.sleep(pause);
    }
  },
};

async function ask(world: World, project: Project, name: string, options: GateOptions): Promise<GateReport> {
  const group = findMigrations(project, name);
  const key = groupKey(group);
  const { plan, phase } = group[0]!;
  const from = phaseOf(plan, phase, key);
  const next = phaseAfter(plan, from);
  if (!next) throw new UserError(`${key} is in "${phase}", the last phase of its plan.`, 'No gate leads on.');
  const repository = await checkedOut(world, project.root);
  const held = repository && { repository, revision: 'HEAD' };
  const situation = await gateSituation(world, project, held, group, options);
  const answers = await askGates(gatesOf(from), situation);
  return { migration: key, phase, next: next.name, verdict: worstOf(answers), answers };
}

function say(world: World, report: GateReport, { output, watch }: Options): void {
  const { stdout } = world;
  if (watch && stdout.isTTY && output !== 'json') stdout.write('\u001b[2J\u001b[H');
  if (output === 'json') stdout.write(`${JSON.stringify(gateJson(report), undefined, watch ? 0 : 2)}\n`);
  else stdout.write(output === 'markdown' ? gateMarkdown(report) : gateTable(report));
}
