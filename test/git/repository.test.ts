import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openRepository } from '../../src/git/repository.js';
import { realWorld } from '../../src/world.js';
import { clone } from './clone.js';

it('says root, branch, commit and what has changed', async () => {
  const { repository, folder, git, write } = await clone();

  expect(repository.root).toBe(fs.realpathSync(folder));
  expect(await repository.branch()).toBe('main');
  expect(await repository.commitOf('HEAD')).toBe(git('rev-parse', 'HEAD').trim());
  expect(await repository.commitOf('no-such-thing')).toBeUndefined();
  expect(await repository.changes()).toEqual([]);
  write('README.md', 'changed\n');
  write('new folder/ä "file".txt', 'x');
  expect(await repository.changes()).toEqual(['README.md', 'new folder/ä "file".txt']);
  git('checkout', '--quiet', '--detach');
  expect(await repository.branch()).toBeUndefined();
});

it('a folder that is in no repository is a wrong input', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-none-'));

  await expect(openRepository(realWorld(), folder)).rejects.toThrow(/is in no git repository: fatal: not a git/);
  fs.rmdirSync(folder);
});

it('fetches the main branch of the remote, and says how far apart the two are', async () => {
  const { repository, git, write, commit } = await clone();
  const there = commitElsewhere(git, write, commit);

  expect(await repository.defaultBranch('origin')).toBe('main');
  expect(await repository.fetch('origin', 'main')).toBe(there);
  write('mine.txt', 'a');
  commit('mine');
  expect(await repository.distance('HEAD', 'origin/main')).toEqual({ ahead: 1, behind: 1 });
  await expect(repository.fetch('origin', 'none')).rejects.toThrow(/couldn't find remote ref refs\/heads\/none/);
});

/** Leaves the remote one commit ahead of the clone. */
function commitElsewhere(
  git: (...args: string[]) => string,
  write: (file: string, content: string) => void,
  commit: (message: string) => string,
): string {
  write('theirs.txt', 'b');
  const made = commit('theirs');
  git('push', '--quiet', 'origin', 'main');
  git('reset', '--quiet', '--hard', 'HEAD~1');
  return made;
}

it('reads files as they were, whatever their names', async () => {
  const { repository, write, commit } = await clone();
  write('dist/[odd] *.yaml', 'a: 1\r\n');
  const first = commit('one');
  write('dist/[odd] *.yaml', 'a: 2\n');
  commit('two');

  expect(await repository.fileAt(first, 'dist/[odd] *.yaml')).toBe('a: 1\r\n');
  expect(await repository.fileAt('HEAD', 'dist/[odd] *.yaml')).toBe('a: 2\n');
  expect(await repository.fileAt('HEAD~2', 'dist/[odd] *.yaml')).toBeUndefined();
  expect(await repository.fileAt('HEAD', 'dist')).toBeUndefined();
  expect([...(await repository.filesAt('HEAD', 'dist')).keys()]).toEqual([
    'dist/[odd] *.yaml',
    'dist/prod/acme/checkout.yaml',
  ]);
});

it('a merge counts in a history when it arrived', async () => {
  const { repository, git, write, commit } = await clone();
  git('checkout', '--quiet', '-b', 'work');
  write('a.txt', '1');
  commit('work', 1_700_000_100);
  git('checkout', '--quiet', 'main');
  write('b.txt', '1');
  commit('other', 1_700_000_200);
  process.env['GIT_COMMITTER_DATE'] = '1700000300 +0000';
  git('merge', '--quiet', '--no-ff', '-m', 'merge', 'work');
  delete process.env['GIT_COMMITTER_DATE'];

  expect(await repository.history('main', 'a.txt')).toEqual([
    { commit: git('rev-parse', 'HEAD').trim(), time: 1_700_000_300_000 },
  ]);
});

it('a password in the address of a remote is in no message', async () => {
  const { repository, git } = await clone();
  git('remote', 'add', 'far', 'https://ada:secret@127.0.0.1:9/x.git');

  await expect(repository.fetch('far', 'main')).rejects.toThrow(/https:\/\/\*\*\*@127|127\.0\.0\.1/);
  await expect(repository.fetch('far', 'main')).rejects.not.toThrow(/secret/);
});
