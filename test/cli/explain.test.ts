import { describe, expect, it } from 'vitest';
import { rules } from '../../src/analyze/rules/index.js';
import { run } from '../../src/cli/run.js';
import { memoryWorld } from '../memory-world.js';

describe('sluice explain', () => {
  it('gives law, reason and source of a rule', async () => {
    const world = memoryWorld();

    expect(await run(world, ['explain', 'weights-sum'])).toBe(0);
    expect(world.stdout.text).toMatch(/^weights-sum \(error\)\n\n.+\n\nWhy: .+\n\nSource: https:/);
  });

  it('lists every rule', async () => {
    const world = memoryWorld();

    await run(world, ['explain']);

    expect(world.stdout.text.trim().split('\n')).toHaveLength(rules.length);
  });

  it('suggests the rule that was meant', async () => {
    const world = memoryWorld();

    expect(await run(world, ['explain', 'weight-sum'])).toBe(2);
    expect(world.stderr.text).toContain('Did you mean "weights-sum"?');
  });
});
