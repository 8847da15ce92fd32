import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { deliver } from '../src/git/deliver.js';
import { readyForge } from '../src/git/forges/index.js';
import { mergeRequest } from '../src/git/merge-request.js';
import { openRepository } from '../src/git/repository.js';
import { realWorld } from '../src/world.js';
import { type Account, type GiteaServer, gitea } from './servers/gitea.js';
import { start } from './servers/start.js';

async function api(
  { url }: GiteaServer,
  { token }: Account,
  method: string,
  where: string,
  body: unknown,
): Promise<void> {
  const headers = { authorization: `token ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/v1${where}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`);
}

it('a real Gitea: requests are opened, updated, reviewed and merged, up to all and back to none', async () => {
  const server = gitea();
  const running = await start(server);
  onTestFinished(() => running.stop());
  const { url, author, reviewer } = server;
  const name = 'estate';
  await api(server, author, 'POST', '/user/repos', { name, auto_init: true, default_branch: 'main', private: true });
  await api(server, author, 'PUT', `/repos/${author.name}/${name}/collaborators/${reviewer.name}`, {
    permission: 'write',
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-gitea-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const remoteUrl = `${url}/${author.name}/${name}.git`;
  const real = realWorld();
  const git = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GITEA_TOKEN: author.token,
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  const world = {
    ...real,
    env: { GITEA_TOKEN: author.token },
    run: ((program, args, options) =>
      real.run(program, args, { ...options, env: { ...git, ...options?.env } })) as typeof real.run,
  };
  const helper = '!f() { test "$1" = get && echo username=sluice && echo "password=$GITEA_TOKEN"; }; f';
  execFileSync('git', ['clone', '--quiet', '-c', `credential.helper=${helper}`, remoteUrl, folder], {
    env: { ...process.env, ...git },
  });
  execFileSync('git', ['config', '--unset', 'credential.helper'], { cwd: folder });
  // Reading needs a login too; what pushes is the token that deliver hands over.
  execFileSync('git', ['config', `http.${url}/.extraHeader`, `Authorization: token ${author.token}`], { cwd: folder });
  const repository = await openRepository(world, folder);
  const ready = readyForge(world, { remoteUrl, folder, forge: 'gitea' });
  const { forge } = ready;
  const branch = 'sluice/prod/acme/checkout';

  let request = 0;
  for (const weight of [10, 50, 100, 50, 0]) {
    const tip = await repository.fetch('origin', 'main');
    const props = {
      ...ready,
      repository,
      remote: 'origin',
      remoteUrl,
      base: 'main',
      tip,
      branch,
      changes: [{ path: 'dist/prod/acme/checkout.yaml', content: `weight: ${weight}\n` }],
      title: `Advance to ${weight}`,
      migration: 'prod/acme/checkout',
    };
    const opened = await deliver({ ...props, body: 'First.' });
    expect(opened.outcome).toBe('opened');
    expect((await deliver({ ...props, body: 'First.' })).outcome).toBe('unchanged');
    expect(await deliver({ ...props, body: 'Second.' })).toMatchObject({ outcome: 'updated', commit: opened.commit });
    const found = await forge.find(branch, 'main');
    expect(found).toMatchObject({
      state: 'open',
      title: `Advance to ${weight}`,
      body: 'Second.',
      commit: opened.commit,
    });
    expect(found!.number).toBeGreaterThan(request);
    request = found!.number;
    await forge.label(request, ['sluice', `weight-${weight}`]);
    await forge.comment(request, 'Soak done.');
    await forge.requestReview(request, [reviewer.name]);
    await forge.status(opened.commit, {
      name: 'gates',
      state: 'success',
      description: 'all pass',
      url: 'https://example.com',
    });
    expect(await forge.approvals(request)).toEqual([]);
    await api(server, reviewer, 'POST', `/repos/${author.name}/${name}/pulls/${request}/reviews`, {
      event: 'APPROVED',
    });
    expect(await forge.approvals(request)).toEqual([reviewer.name]);
    expect((await forge.get(request)).labels).toEqual(['sluice', `weight-${weight}`]);
    await mergeRequest(forge, request, opened.commit);
    await mergeRequest(forge, request, opened.commit);
    expect((await forge.get(request)).state).toBe('merged');
    const merged = await repository.fetch('origin', 'main');
    expect(await repository.fileAt(merged, 'dist/prod/acme/checkout.yaml')).toBe(`weight: ${weight}\n`);
  }
  await expect(forge.merge(request, 'f'.repeat(40))).rejects.toThrow('already merged');
  await expect(forge.open({ head: 'none', base: 'main', title: 'x', body: '' })).rejects.toThrow(/: 404/);
  const denied = readyForge({ ...world, env: { GITEA_TOKEN: 'wrong-token' } }, { remoteUrl, folder, forge: 'gitea' });
  await expect(denied.forge.find(branch, 'main')).rejects.not.toThrow(/wrong-token/);
});
