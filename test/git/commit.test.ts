import fs from 'node:fs';
import { expect, it } from 'vitest';
import { type CommitProps, writeCommit } from '../../src/git/commit.js';
import { gitIn } from '../../src/git/git.js';
import { pushBranch, remoteCommit } from '../../src/git/push.js';
import { clone } from './clone.js';

const CHANGES: CommitProps['changes'] = [
  { path: 'dist/prod/acme/checkout.yaml', content: 'phase: "größer"\r\n' },
  { path: 'dist/prod/shop/neu/ä b.yaml', content: '' },
  { path: 'README.md', content: undefined },
];

it('a commit holds exactly the changes, and the working tree, the index and the branches stay as they are', async () => {
  const { repository, folder, git, write } = await clone();
  write('run.sh', '#!/bin/sh\n');
  fs.chmodSync(`${folder}/run.sh`, 0o755);
  git('add', 'run.sh');
  git('commit', '--quiet', '-m', 'script');
  write('unfinished.txt', 'mine');
  git('add', 'unfinished.txt');
  write('run.sh', 'changed');
  const before = [git('status', '--porcelain'), git('for-each-ref'), git('ls-files', '--stage')];

  const changes = [...CHANGES, { path: 'run.sh', content: '#!/bin/sh\necho\n' }];
  const made = await writeCommit(repository.git, { parent: 'HEAD', changes, message: 'Advance\n\nbody' });

  expect([git('status', '--porcelain'), git('for-each-ref'), git('ls-files', '--stage')]).toEqual(before);
  expect(git('show', '-s', '--format=%P %B', made).trim()).toBe(`${git('rev-parse', 'HEAD').trim()} Advance\n\nbody`);
  expect([...(await repository.filesAt(made, '.')).keys()]).toEqual([
    'dist/prod/acme/checkout.yaml',
    'dist/prod/shop/neu/ä b.yaml',
    'run.sh',
  ]);
  expect(await repository.fileAt(made, 'dist/prod/acme/checkout.yaml')).toBe('phase: "größer"\r\n');
  expect((await repository.filesAt(made, 'run.sh')).get('run.sh')?.mode).toBe('100755');
  git('fsck', '--strict');
});

it('a folder whose last file goes, goes', async () => {
  const { repository, git } = await clone();

  const changes = [{ path: 'dist/prod/acme/checkout.yaml', content: undefined }];
  const made = await writeCommit(repository.git, { parent: 'HEAD', changes, message: 'x' });

  expect(git('ls-tree', '-r', '-t', '--name-only', made)).toBe('README.md\n');
});

it('the same commit is not made twice', async () => {
  const { repository } = await clone();
  const props = { parent: 'HEAD', changes: CHANGES, message: 'Advance\n\nbody' };
  const first = await writeCommit(repository.git, props);

  expect(await writeCommit(repository.git, { ...props, sameAs: first })).toBe(first);
  expect(await writeCommit(repository.git, { ...props, message: 'Other', sameAs: first })).not.toBe(first);
  expect(await writeCommit(repository.git, { ...props, changes: CHANGES.slice(1), sameAs: first })).not.toBe(first);
});

it('nothing is written where something of another kind stands, nor outside', async () => {
  const { repository, folder, git } = await clone();
  fs.symlinkSync('README.md', `${folder}/link`);
  git('add', 'link');
  git('commit', '--quiet', '-m', 'link');
  const write = (path: string) =>
    writeCommit(repository.git, { parent: 'HEAD', changes: [{ path, content: 'x' }], message: 'x' });

  await expect(write('link')).rejects.toThrow('A file is to be written to link, where the repository has a link.');
  await expect(write('dist')).rejects.toThrow('where the repository has a folder');
  await expect(write('README.md/x')).rejects.toThrow('where the repository has a file');
  for (const path of ['../x', '/x', 'a//b', '.git/config', 'a/.GIT/x', '']) {
    await expect(write(path)).rejects.toThrow('is no path inside a repository');
  }
});

it('a push happens only when the branch stands where it is expected', async () => {
  const { repository, git } = await clone();
  const { git: own } = repository;
  const at = (message: string) => writeCommit(own, { parent: 'HEAD', changes: CHANGES, message });
  const [one, two] = [await at('one'), await at('two')];
  const branch = { remote: 'origin', branch: 'sluice/checkout' };

  expect(await pushBranch(own, { ...branch, commit: one, expected: undefined })).toEqual({ outcome: 'pushed' });
  expect(await pushBranch(own, { ...branch, commit: one, expected: undefined })).toEqual({ outcome: 'unchanged' });
  expect(await pushBranch(own, { ...branch, commit: two, expected: undefined })).toMatchObject({ outcome: 'moved' });
  expect(await remoteCommit(own, branch)).toBe(one);
  expect(await pushBranch(own, { ...branch, commit: two, expected: one })).toEqual({ outcome: 'pushed' });
  expect(await remoteCommit(own, branch)).toBe(two);
  expect(git('branch', '--list').trim()).toBe('* main');
});

it("what the server's rules refuse is said in the server's words", async () => {
  const { repository, remote } = await clone();
  fs.writeFileSync(`${remote}/hooks/pre-receive`, '#!/bin/sh\necho "main is protected" >&2\nexit 1\n', { mode: 0o755 });
  const commit = await writeCommit(repository.git, { parent: 'HEAD', changes: CHANGES, message: 'x' });

  expect(await pushBranch(repository.git, { remote: 'origin', branch: 'b', commit, expected: undefined })).toEqual({
    outcome: 'refused',
    why: 'pre-receive hook declined; main is protected',
  });
});

it('killed after any of its steps, it leaves nothing that anybody sees, and the next run does the whole', async () => {
  const { repository, run, folder, git } = await clone();
  const before = [git('status', '--porcelain'), git('for-each-ref'), git('ls-remote', 'origin')];
  const whole = async (steps: number) => {
    let left = steps;
    const own = gitIn({ run: (...call) => (left-- > 0 ? run(...call) : Promise.reject(new Error('killed'))) }, folder);
    const commit = await writeCommit(own, { parent: 'HEAD', changes: CHANGES, message: 'x' });
    await pushBranch(own, { remote: 'origin', branch: 'b', commit, expected: undefined });
    return steps - left;
  };
  const steps = await whole(Number.MAX_SAFE_INTEGER);
  git('push', '--quiet', 'origin', ':b');

  for (let step = 0; step < steps; step++) {
    await expect(whole(step)).rejects.toThrow('killed');
    expect([git('status', '--porcelain'), git('for-each-ref'), git('ls-remote', 'origin')]).toEqual(before);
  }
  await whole(steps);
  const commit = await remoteCommit(repository.git, { remote: 'origin', branch: 'b' });
  expect(await repository.fileAt(commit!, 'dist/prod/acme/checkout.yaml')).toBe('phase: "größer"\r\n');
});

it('a connection that breaks after the push has arrived is no failure', async () => {
  const { repository, run, folder } = await clone();
  const commit = await writeCommit(repository.git, { parent: 'HEAD', changes: CHANGES, message: 'x' });
  const breaking = gitIn(
    {
      run: async (program, args, options) => {
        const ended = await run(program, args, options);
        return args.includes('push') ? { code: 128, stdout: '', stderr: 'fatal: the remote end hung up' } : ended;
      },
    },
    folder,
  );

  const branch = { remote: 'origin', branch: 'b', commit, expected: undefined };
  expect(await pushBranch(breaking, branch)).toEqual({ outcome: 'pushed' });
  await expect(pushBranch(breaking, { ...branch, remote: '/nowhere' })).rejects.toThrow('failed: ');
});
