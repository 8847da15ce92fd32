import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { UserError } from '../model/user-error.js';

export interface RunOptions {
  /** @default the folder in which the command was given */
  readonly cwd?: string;
  /** Written to the program's standard input. @default nothing: its input is closed */
  readonly input?: string;
  /** Added to the environment that the command itself has. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a program ended. */
export interface Outcome {
  /** The exit code; 128 + the number of the signal for a program that was killed, as shells count. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Run = (program: string, args: readonly string[], options?: RunOptions) => Promise<Outcome>;

const KILLED = 128;

/** Runs a program without a shell, so no argument needs quoting. */
export const runProgram: Run = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'pipe',
      env: { ...process.env, ...options.env },
      ...(options.cwd !== undefined && { cwd: options.cwd }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    // A program may end without reading what it was given (EPIPE): its exit code tells the tale.
    child.stdin.on('error', () => undefined);
    child.on('error', (error: NodeJS.ErrnoException) => reject(notStarted(program, error)));
    child.on('close', (code, signal) => {
      resolve({
        code: code ?? KILLED + (signal === null ? 0 : constants.signals[signal]),
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
    child.stdin.end(options.input ?? '');
  });

export function notFound(program: string): UserError {
  return new UserError(`The program "${program}" was not found.`, `Install ${program}, or put it on the PATH.`);
}

function notStarted(program: string, error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOENT') return notFound(program);
  if (error.code === 'EACCES') {
    return new UserError(`The program "${program}" may not be run.`, 'Look at its permissions.');
  }
  return error;
}
