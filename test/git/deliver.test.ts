import { expect, it } from 'vitest';
import { type DeliveryProps, deliver } from '../../src/git/deliver.js';
import type { Forge, PullRequest } from '../../src/git/forge.js';
import { openRepository, type Repository } from '../../src/git/repository.js';
import { clone } from './clone.js';

/** A forge that keeps requests, and can be told to break off before or after it has opened one. */
function forge(broken: () => boolean) {
  const kept: PullRequest[] = [];
  const find: Forge['find'] = async () => {
    if (broken()) throw new Error('killed');
    return kept[0];
  };
  const open: Forge['open'] = async ({ title, body }) => {
    if (broken()) throw new Error('killed');
    kept.push({ number: kept.length + 1, url: 'url', state: 'open', title, body, commit: undefined, labels: [] });
    if (broken()) throw new Error('killed');
    return kept.at(-1);
  };
  const update: Forge['update'] = async (number, text) => {
    kept[number - 1] = { ...kept[number - 1]!, ...text };
    return kept[number - 1]!;
  };
  return { kept, forge: { name: 'test', find, open, update } as Forge };
}

function delivery(repository: Repository, tip: string): Omit<DeliveryProps, 'forge'> {
  return {
    repository,
    remote: 'origin',
    remoteUrl: '/srv/estate.git',
    base: 'main',
    tip,
    branch: 'sluice/prod/acme/checkout',
    changes: [{ path: 'dist/prod/acme/checkout.yaml', content: 'phase: 2\n' }],
    title: 'Advance',
    body: 'Moves 25 %.',
    migration: 'prod/acme/checkout',
  };
}

it('killed after any of its steps, it leaves one branch and one request at most, and the next run takes them over', async () => {
  const { run, folder, git } = await clone();
  const tip = git('rev-parse', 'HEAD').trim();
  const attempt = async (steps: number, kept?: ReturnType<typeof forge>['kept']) => {
    let left = steps;
    const made = forge(() => left-- <= 0);
    made.kept.push(...(kept ?? []));
    const killing: typeof run = (...call) => (left-- > 0 ? run(...call) : Promise.reject(new Error('killed')));
    const ended = await openRepository({ run: killing }, folder)
      .then(repository => deliver({ ...delivery(repository, tip), forge: made.forge }))
      .catch((error: Error) => error.message);
    return { ended, kept: made.kept, used: steps - left };
  };
  const { used } = await attempt(1_000);
  git('push', '--quiet', 'origin', ':sluice/prod/acme/checkout');

  for (let steps = 0; steps < used; steps++) {
    const killed = await attempt(steps);
    expect(killed.ended).toBe('killed');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('ls-remote', 'origin', 'main').split('\t')[0]).toBe(tip);
    const pushed = git('ls-remote', 'origin', 'sluice/*').trim();

    const whole = await attempt(1_000, killed.kept);
    expect(whole.ended).toMatchObject({ outcome: killed.kept.length > 0 ? 'unchanged' : 'opened' });
    expect(whole.kept).toHaveLength(1);
    if (pushed !== '') expect(git('ls-remote', 'origin', 'sluice/*').trim()).toBe(pushed);
    git('push', '--quiet', 'origin', ':sluice/prod/acme/checkout');
  }
}, 120_000);

it('straight to the base, it moves the base by one commit, or not at all when somebody was faster', async () => {
  const { repository, git, write, commit } = await clone();
  const tip = git('rev-parse', 'HEAD').trim();
  const { forge: unused } = forge(() => true);
  const props = { ...delivery(repository, tip), branch: undefined, forge: unused };

  const { commit: made, outcome } = await deliver(props);
  expect(outcome).toBe('pushed');
  expect(git('ls-remote', 'origin', 'main').split('\t')[0]).toBe(made);
  write('faster.txt', 'x');
  commit('faster');
  git('push', '--quiet', '--force', 'origin', 'main');
  await expect(deliver({ ...props, title: 'Other' })).rejects.toThrow('origin does not take "main": stale info.');
});
