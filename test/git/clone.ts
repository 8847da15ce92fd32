import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openRepository, type Repository } from '../../src/git/repository.js';
import { realWorld } from '../../src/world.js';

/** Nothing of the machine's own configuration, and a name to commit under. */
const ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** A clone of a bare repository, both in a temporary folder that goes when the test ends. */
export interface Clone {
  readonly folder: string;
  readonly remote: string;
  readonly repository: Repository;
  readonly run: ReturnType<typeof realWorld>['run'];
  git(...args: readonly string[]): string;
  write(file: string, content: string): void;
  /** Commits everything at a time, in seconds since 1970, and gives the commit. */
  commit(message: string, time?: number): string;
}

export async function clone(): Promise<Clone> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-git-'));
  onTestFinished(() => fs.rmSync(home, { recursive: true, force: true }));
  const remote = path.join(home, 'remote.git');
  const folder = path.join(home, 'clone');
  const gitAt = (cwd: string, args: readonly string[], env = {}) =>
    execFileSync('git', args, { cwd, env: { ...process.env, ...ENV, ...env }, encoding: 'utf8', stdio: 'pipe' });
  gitAt(home, ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  gitAt(home, ['clone', '--quiet', remote, folder]);
  const { run: realRun } = realWorld();
  const run: Clone['run'] = (program, args, options) =>
    realRun(program, args, { ...options, env: { ...ENV, ...options?.env } });
  const git = (...args: readonly string[]) => gitAt(folder, args);
  const write = (file: string, content: string) => {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  };
  const commit = (message: string, time = 1_700_000_000) => {
    git('add', '--all');
    const date = `${time} +0000`;
    gitAt(folder, ['commit', '--quiet', '-m', message], { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
    return git('rev-parse', 'HEAD').trim();
  };
  write('README.md', 'estate\n');
  write('dist/prod/acme/checkout.yaml', 'metadata:\n  annotations:\n    sluice.dev/phase: prepare\n');
  commit('start');
  git('push', '--quiet', 'origin', 'main');
  return { folder, remote, git, write, commit, run, repository: await openRepository({ run }, folder) };
}
