import { type Argument, type Option, Command as Parser } from 'commander';
import type { Command } from '../../src/cli/command.js';
import { commands } from '../../src/cli/commands/index.js';
import { header, type Page } from './page.js';

const all = (await Promise.all(commands.map(({ load }) => load()))) as readonly Command<unknown>[];

/** A pipe would end the cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function argumentRow(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()}…` : argument.name();
  const term = argument.required ? `<${name}>` : `[${name}]`;
  return `| \`${term}\` | ${cell(argument.description)} | |`;
}

function optionRow({ flags, description, argChoices, defaultValue }: Option): string {
  const choices = argChoices ? `: ${argChoices.map(choice => `\`${choice}\``).join(', ')}` : '';
  const [what = '', said = ''] = description.split(/ \(default: (.*)\)$/);
  const usual = defaultValue === undefined ? said : `\`${String(defaultValue)}\``;
  return `| \`${cell(flags)}\` | ${cell(what)}${choices} | ${cell(usual)} |`;
}

function section(command: Command<unknown>): string {
  const parser = new Parser(command.name);
  command.define(parser);
  const rows = [...parser.registeredArguments.map(argumentRow), ...parser.options.map(optionRow)];
  const width = Math.max(...command.examples.map(([line]) => line.length));
  return [
    '',
    `## sluice ${command.name}`,
    '',
    `${command.summary}.`,
    '',
    ...(rows.length > 0 ? ['| | | default |', '|---|---|---|', ...rows, ''] : []),
    '```sh',
    ...command.examples.map(([line, what]) => `${line.padEnd(width)}  # ${what}`),
    '```',
    '',
  ].join('\n');
}

/** docs/reference/cli.md: what each command says of itself. */
export const cliPage: Page = {
  file: 'cli.md',
  text: () =>
    header('the files in src/cli/commands') +
    [
      '# Commands',
      '',
      'Exit codes: 0 yes, or done; 1 no: findings, differences, a phase that may not be left; 2 it could not be told: a wrong',
      'option, a wrong prop, a file or a server that is not there. What was asked for goes to standard output, what stands in',
      'the way and progress to standard error; colours only on a terminal (`NO_COLOR` and `FORCE_COLOR` are heard).',
      '',
      '| command | |',
      '|---|---|',
      ...all.map(({ name, summary }) => `| [${name}](#sluice-${name}) | ${summary} |`),
      '',
    ].join('\n') +
    all.map(section).join('') +
    ['', '## Completion', '', '```sh', 'source <(sluice complete zsh)   # or bash, fish, powershell', '```', ''].join(
      '\n',
    ),
};
