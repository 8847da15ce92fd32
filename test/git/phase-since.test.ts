import { expect, it } from 'vitest';
import { phaseIn, phaseSince } from '../../src/git/phase-since.js';
import { openRepository } from '../../src/git/repository.js';
import { clone } from './clone.js';

const FILE = 'dist/prod/acme/checkout.yaml';

function unit(phase: string, weight = 1): string {
  return `metadata:\n  annotations:\n    sluice.dev/phase: ${phase}\nspec:\n  weight: ${weight}\n`;
}

it('a phase began with the commit that brought it, not with a later one that changed something else', async () => {
  const { repository, write, commit } = await clone();
  write(FILE, unit('canary-10'));
  const brought = commit('advance', 1_700_001_000);
  write(FILE, unit('canary-10', 2));
  commit('a new header', 1_700_002_000);
  write('README.md', 'x');
  commit('unrelated', 1_700_003_000);

  const expected = { phase: 'canary-10', commit: brought, time: 1_700_001_000_000, orEarlier: false };
  expect(await phaseSince(repository, 'main', FILE)).toEqual(expected);
});

it('a phase that was left and entered again began when it was entered again', async () => {
  const { repository, write, commit } = await clone();
  for (const [at, phase] of ['canary-10', 'canary-25', 'canary-10'].entries()) {
    write(FILE, unit(phase));
    commit(phase, 1_700_000_000 + (at + 1) * 1_000);
  }

  expect(await phaseSince(repository, 'main', FILE)).toMatchObject({ phase: 'canary-10', time: 1_700_003_000_000 });
});

it('a file that is not there, or says no phase, has none', async () => {
  const { repository } = await clone();

  expect(await phaseSince(repository, 'main', 'dist/none.yaml')).toBeUndefined();
  expect(await phaseSince(repository, 'main', 'README.md')).toBeUndefined();
});

it('a clone without the history says that the phase may be older', async () => {
  const { git, write, commit, run, folder, remote } = await clone();
  write('README.md', 'x');
  commit('later', 1_700_009_000);
  git('push', '--quiet', 'origin', 'main');
  const shallow = `${folder}-shallow`;
  git('clone', '--quiet', '--depth=1', `file://${remote}`, shallow);
  const repository = await openRepository({ run }, shallow);

  const since = await phaseSince(repository, 'HEAD', FILE);
  expect(since).toMatchObject({ phase: 'prepare', time: 1_700_009_000_000, orEarlier: true });
});

it.each([
  ['    sluice.dev/phase: canary-10\n', 'canary-10'],
  ['    sluice.dev/phase: "10"\r\n', '10'],
  ['    "sluice.dev/phase": \'on\'\n', 'on'],
  ['    sluice.dev/phases: a\n', undefined],
  ['    sluiceXdev/phase: a\n', undefined],
])('%j says %s', (yaml, phase) => {
  expect(phaseIn(yaml)).toBe(phase);
});
