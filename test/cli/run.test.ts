import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { commands } from '../../src/cli/commands/index.js';
import { run } from '../../src/cli/run.js';
import { memoryWorld } from '../memory-world.js';

describe('the command line', () => {
  it('lists every command file, and each has a summary, examples and a test', async () => {
    const files = readdirSync(path.resolve(import.meta.dirname, '../../src/cli/commands'));
    const tests = readdirSync(import.meta.dirname).filter(file => file.endsWith('.test.ts'));
    const tested = tests.map(file => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')).join('');
    expect(commands.map(({ name }) => `${name}.ts`).sort()).toEqual(files.filter(file => file !== 'index.ts').sort());

    for (const { name, load } of commands) {
      const command = await load();
      expect(command.name).toBe(name);
      expect(command.summary).toMatch(/^[A-Z].*[^.]$/);
      expect(command.examples.length).toBeGreaterThan(0);
      expect(tested).toMatch(new RegExp(`(sluice|run)\\([^)]*'${name}'`));
    }
  });

  it('shows help with examples', async () => {
    const world = memoryWorld();

    expect(await run(world, ['validate', '--help'])).toBe(0);
    expect(world.stdout.text).toContain('Examples:\n  sluice validate dist');
  });

  it('suggests the command that was meant, and exits 2', async () => {
    const world = memoryWorld();

    expect(await run(world, ['staus'])).toBe(2);
    expect(world.stderr.text).toContain('Did you mean status?');
  });

  it('refuses an unknown option, and exits 2', async () => {
    const world = memoryWorld();

    expect(await run(world, ['validate', '--fial-on', 'error', '-'])).toBe(2);
    expect(world.stderr.text).toContain('Did you mean --fail-on?');
  });

  it('completes commands in a shell', async () => {
    const world = memoryWorld();

    const printed = vi.spyOn(console, 'log').mockReturnValue();
    expect(await run(world, ['complete', 'bash'])).toBe(0);
    expect(printed.mock.calls.join('')).toContain('complete -F __sluice_complete sluice');
    printed.mockRestore();
  });
});
