import { rules } from '../../analyze/rules/index.js';
import { didYouMean } from '../../model/nearest.js';
import { UserError } from '../../model/user-error.js';
import type { Command } from '../command.js';

export const explain: Command = {
  name: 'explain',
  summary: 'Say what a rule holds, why, and where that is written',
  examples: [
    ['sluice explain weights-sum', 'the law of one rule'],
    ['sluice explain', 'every rule in a line'],
  ],
  define(parser) {
    parser.argument('[rule]', 'the id that a finding names');
  },
  async run(world, [id]) {
    if (id === undefined) {
      const width = Math.max(...rules.map(rule => rule.id.length));
      for (const rule of rules) world.stdout.write(`${rule.id.padEnd(width)}  ${rule.law}\n`);
      return 0;
    }
    const rule = rules.find(found => found.id === id);
    if (!rule) {
      const ids = rules.map(found => found.id);
      throw new UserError(`There is no rule "${id}".${didYouMean(id, ids)}`, '`sluice explain` lists them all.');
    }
    world.stdout.write(`${rule.id} (${rule.level})\n\n${rule.law}\n\nWhy: ${rule.why}\n\nSource: ${rule.source}\n`);
    world.stdout.write(
      `\nTo suppress it on one object: annotate it with sluice.dev/ignore: "${rule.id}: <your reason>".\n`,
    );
    return 0;
  },
};
