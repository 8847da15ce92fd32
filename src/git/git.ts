import { UserError } from '../model/user-error.js';
import type { Outcome, World } from '../world.js';
import { redact } from './redact.js';

export interface GitOptions {
  /** Written to git's standard input. */
  readonly input?: string;
  /** Settings for this one call, `['http.proxy', '…']`. They are seen in the list of processes: no secrets. */
  readonly config?: readonly (readonly [key: string, value: string])[];
}

/** The user's own git, with the user's own configuration, in one working tree. */
export interface Git {
  /** Runs git and says how it ended. */
  ask(args: readonly string[], options?: GitOptions): Promise<Outcome>;
  /**
   * Runs git and gives what it printed.
   * @throws UserError with git's own words when it fails.
   */
  tell(args: readonly string[], options?: GitOptions): Promise<string>;
}

/** Messages that can be read by a program, and no question that nobody is there to answer. */
const ENV = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };

export function gitIn(world: Pick<World, 'run'>, folder: string): Git {
  const ask: Git['ask'] = async (args, { input, config = [] } = {}) => {
    const settings = config.flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const outcome = await world.run('git', ['--literal-pathspecs', ...settings, ...args], {
      cwd: folder,
      env: ENV,
      ...(input !== undefined && { input }),
    });
    return { ...outcome, stderr: redact(outcome.stderr) };
  };
  return {
    ask,
    async tell(args, options) {
      const outcome = await ask(args, options);
      if (outcome.code !== 0) throw gitFailed(args, outcome);
      return outcome.stdout;
    },
  };
}

/** What git said, as an error. */
export function gitFailed(args: readonly string[], { code, stderr }: Outcome): UserError {
  const said = stderr.trim() || `it ended with code ${code} and said nothing`;
  return new UserError(
    `"git ${redact(args.join(' '))}" failed: ${said}`,
    'Put right what git says; then run the command again.',
  );
}
