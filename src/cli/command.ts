import type { Command as Parser } from 'commander';
import type { World } from '../world.js';

/** 0: yes, or done. 1: no: findings, differences, a closed gate. 2: it could not be told: usage, files, network. */
export type ExitCode = 0 | 1 | 2;

/** One thing that people ask for. It wires rooms together and does no arithmetic of its own. */
export interface Command<Options = Record<string, never>> {
  /** Its file's name. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** Command lines that work in a repository with an estate, each with what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Declares arguments and options. */
  define(parser: Parser): void;
  run(world: World, args: readonly string[], options: Options): Promise<ExitCode>;
}

/** `--output`, as every reading command has it. */
export interface OutputOption {
  readonly output: 'text' | 'json' | 'markdown';
}
