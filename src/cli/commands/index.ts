import type { Command } from '../command.js';

/** A command that is loaded only when it is asked for. */
export interface Listed {
  readonly name: string;
  load(): Promise<Command<never>>;
}

/** Every command, in the order of a working day. */
export const commands: readonly Listed[] = [
  { name: 'synth', load: async () => (await import('./synth.js')).synth },
  { name: 'diff', load: async () => (await import('./diff.js')).diff },
  { name: 'validate', load: async () => (await import('./validate.js')).validate },
  { name: 'route', load: async () => (await import('./route.js')).route },
  { name: 'prove', load: async () => (await import('./prove.js')).prove },
  { name: 'status', load: async () => (await import('./status.js')).status },
  { name: 'gate', load: async () => (await import('./gate.js')).gate },
  { name: 'advance', load: async () => (await import('./advance.js')).advance },
  { name: 'rollback', load: async () => (await import('./rollback.js')).rollback },
  { name: 'resume', load: async () => (await import('./resume.js')).resume },
  { name: 'convert', load: async () => (await import('./convert.js')).convert },
  { name: 'explain', load: async () => (await import('./explain.js')).explain },
];
