import { type Files, realFiles } from './world/files.js';
import { packaged } from './world/packaged.js';
import { type Run, runProgram } from './world/run.js';
import { type Input, type Output, realInput, realOutput } from './world/terminal.js';

export type { Entry, Files, Held, Kind, Lock } from './world/files.js';
export type { Outcome, Run, RunOptions } from './world/run.js';
export type { Input, Output } from './world/terminal.js';

/** All that Sluice can see and touch outside of its own memory: the only door to effects. */
export interface World {
  /** The folder in which the command was given, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  /** The text of a file that comes with Sluice, by its path in the package. */
  readonly packaged: (file: string) => string;
  /** Milliseconds since 1970 in UTC. */
  now(): number;
  /** Waits, in milliseconds. */
  sleep(duration: number): Promise<void>;
  /** Runs a program to its end; a program that is not there is a UserError, one that fails is a code. */
  readonly run: Run;
  /** Node's own fetch. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** The world that the process runs in. */
export function realWorld(): World {
  const { env } = process;
  const cwd = process.cwd();
  return {
    cwd,
    env,
    files: realFiles,
    packaged,
    now: () => Date.now(),
    sleep: duration => new Promise(resolve => setTimeout(resolve, duration)),
    run: (program, args, options = {}) => runProgram(program, args, { ...options, cwd: options.cwd ?? cwd }),
    fetch: (url, init) => fetch(url, init),
    stdin: realInput(process.stdin),
    stdout: realOutput(process.stdout, env),
    stderr: realOutput(process.stderr, env),
  };
}
