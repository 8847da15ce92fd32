import { CommanderError, Command as Parser } from 'commander';
import pc from 'picocolors';
import { estateLine } from '../constructs/written-at.js';
import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';
import type { Command, ExitCode } from './command.js';
import { commands } from './commands/index.js';

const COULD_NOT_TELL: ExitCode = 2;

/** Runs a command line and answers with its exit code. Nothing below it ends the process. */
export async function run(world: World, argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Parser('sluice')
    .description('Traffic migrations on Kubernetes as code: plan, synthesize, check, advance.')
    .version((JSON.parse(world.packaged('package.json')) as { readonly version: string }).version, '-V, --version')
    .showHelpAfterError('(sluice --help shows every command)')
    .configureOutput({
      writeOut: text => world.stdout.write(text),
      writeErr: text => world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      getErrHelpWidth: () => world.stderr.columns ?? 100,
      getOutHasColors: () => world.stdout.colour,
      getErrHasColors: () => world.stderr.colour,
    })
    .exitOverride();
  // Help and shell completion go over all commands; a command needs only itself.
  const named = commands.find(({ name }) => name === argv[0]);
  for (const listed of named ? [named] : commands) {
    const command = (await listed.load()) as Command<unknown>;
    const parser = program.command(command.name).summary(command.summary).description(`${command.summary}.`);
    command.define(parser);
    parser.addHelpText('after', examplesText(command));
    parser.action(async () => {
      code = await command.run(world, parser.args, parser.opts());
    });
  }
  if (!named) (await import('@bomb.sh/tab/commander')).default(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return failed(world, error);
  }
}

function examplesText({ examples }: Command<unknown>): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  return `\nExamples:\n${examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`).join('\n')}`;
}

function failed(world: World, error: unknown): ExitCode {
  // Commander has said already what it has to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : COULD_NOT_TELL;
  const { red, dim } = pc.createColors(world.stderr.colour);
  if (UserError.is(error)) {
    const { file, line, column } = estateLine(error.stack ?? '');
    const place = file === undefined ? '' : dim(`  at ${relative(world.cwd, file)}:${line}:${column}\n`);
    world.stderr.write(`${red('✖')} ${error.message}\n  → ${error.hint}\n${place}`);
    return COULD_NOT_TELL;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.stderr.write(`${red('✖')} This is a fault of Sluice, or an error that your estate throws:\n${text}\n`);
  return COULD_NOT_TELL;
}

/** A file as somebody in a folder would name it. */
function relative(folder: string, file: string): string {
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
}
