import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORGES, readyForge } from '../../../src/git/forges/index.js';
import { publishRequest } from '../../../src/git/publish-request.js';
import { remoteAddress } from '../../../src/git/remote-address.js';
import { realWorld } from '../../../src/world.js';

describe('the address of a remote is taken apart', () => {
  it.each([
    ['https://github.com/acme/estate.git', 'https://github.com', 'acme/estate'],
    ['https://ada:pw@git.example.com:8443/acme/estate', 'https://git.example.com:8443', 'acme/estate'],
    ['http://127.0.0.1:3000/acme/estate.git/', 'http://127.0.0.1:3000', 'acme/estate'],
    ['git@gitlab.com:acme/group/estate.git', 'https://gitlab.com', 'acme/group/estate'],
    ['ssh://git@git.example.com:2222/acme/estate.git', 'https://git.example.com', 'acme/estate'],
    ['ssh://git@ssh.github.com:443/acme/estate.git', 'https://github.com', 'acme/estate'],
    ['git.example.com:acme/my%20estate', 'https://git.example.com', 'acme/my estate'],
  ])('%s', (url, origin, repository) => {
    expect(remoteAddress(url)).toMatchObject({ origin, repository });
  });

  it.each(['/srv/git/estate.git', '../estate', 'file:///srv/git/estate.git', 'C:/git/estate', 'https://example.com/'])(
    '%s has no server',
    url => {
      expect(remoteAddress(url)).toBeUndefined();
    },
  );
});

describe('the forge of a remote', () => {
  const tokens = { GITHUB_TOKEN: 'a', GITLAB_TOKEN: 'b', GITEA_TOKEN: 'c', BITBUCKET_TOKEN: 'd' };
  const forgeOf = (
    remoteUrl: string,
    props: { forge?: string; server?: string } = {},
    env: Record<string, string> = tokens,
  ) => {
    const asked: { url: string; headers: Headers }[] = [];
    const fetch = async (url: string, init?: RequestInit) => {
      asked.push({ url: new URL(url).href, headers: new Headers(init?.headers) });
      return new Response('{"errors":[{"message":"no"}],"node_id":"x","sha":"x","head":{"sha":"x"}}', { status: 200 });
    };
    return { ...readyForge({ ...realWorld(), env, fetch }, { remoteUrl, folder: '/nowhere', ...props }), asked };
  };

  it.each([
    ['https://github.com/acme/estate', {}, 'GitHub', 'https://api.github.com/repos/acme/estate/pulls?'],
    [
      'git@github.example.com:acme/estate.git',
      {},
      'GitHub',
      'https://github.example.com/api/v3/repos/acme/estate/pulls?',
    ],
    [
      'https://gitlab.com/acme/g/estate',
      {},
      'GitLab',
      'https://gitlab.com/api/v4/projects/acme%2Fg%2Festate/merge_requests?',
    ],
    ['https://codeberg.org/acme/estate', {}, 'Gitea', 'https://codeberg.org/api/v1/repos/acme/estate/pulls?'],
    [
      'https://forgejo.example.com/acme/estate',
      {},
      'Gitea',
      'https://forgejo.example.com/api/v1/repos/acme/estate/pulls?',
    ],
    [
      'git@bitbucket.org:acme/estate.git',
      {},
      'Bitbucket',
      'https://api.bitbucket.org/2.0/repositories/acme/estate/pullrequests?',
    ],
    [
      'http://10.0.0.1:3000/acme/estate',
      { forge: 'gitea' },
      'Gitea',
      'http://10.0.0.1:3000/api/v1/repos/acme/estate/pulls?',
    ],
    [
      'https://example.com/git/acme/estate',
      { forge: 'gitea', server: 'https://example.com/git/' },
      'Gitea',
      'https://example.com/git/api/v1/repos/acme/estate/pulls?',
    ],
  ])('%s %j', async (url, props, name, address) => {
    const { forge, asked } = forgeOf(url, props);

    await forge.find('work', 'main');
    expect(forge.name).toBe(name);
    expect(asked[0]!.url.startsWith(address)).toBe(true);
  });

  it('GitHub merges by itself through its other API, wherever the server keeps it', async () => {
    for (const [url, graphql] of [
      ['https://github.com/acme/estate', 'https://api.github.com/graphql'],
      ['https://github.example.com/acme/estate', 'https://github.example.com/api/graphql'],
    ] as const) {
      const { forge, asked } = forgeOf(url);
      await expect(forge.autoMerge(1)).rejects.toThrow('GitHub does not merge #1 by itself: no');
      expect(asked.at(-1)!.url).toBe(graphql);
    }
  });

  it('a person at Bitbucket logs in with name and token, a repository with the token alone', async () => {
    const { forge, asked } = forgeOf(
      'https://bitbucket.org/acme/estate',
      {},
      { BITBUCKET_TOKEN: 'd', BITBUCKET_USER: 'ada' },
    );
    await forge.find('work', 'main');
    const alone = forgeOf('https://bitbucket.org/acme/estate');
    await alone.forge.find('work', 'main');

    expect(asked[0]!.headers.get('authorization')).toBe(`Basic ${Buffer.from('ada:d').toString('base64')}`);
    expect(alone.asked[0]!.headers.get('authorization')).toBe('Bearer d');
  });

  it('no token, no such forge, no server: each is said with its way out', () => {
    expect(() => forgeOf('https://github.com/acme/estate', {}, {})).toThrow(
      'There is no token for https://github.com.',
    );
    expect(() => forgeOf('https://github.com/acme/estate', { forge: 'gitlap' })).toThrow(
      'There is no forge "gitlap". Did you mean "gitlab"?',
    );
    expect(() => forgeOf('/srv/estate.git', { forge: 'gitea' })).toThrow(
      '"/srv/estate.git" is the address of no gitea server.',
    );
    expect(FORGES).toEqual(['github', 'gitlab', 'gitea', 'bitbucket', 'git']);
  });

  it('where there is none, the request is written to a file, whole, and again', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-plain-'));
    const { forge } = readyForge(realWorld(), { remoteUrl: '/srv/estate.git', folder: `${folder}/requests` });
    const request = { head: 'sluice/prod/acme', base: 'main', title: 'checkout: canary-25', body: 'Moves 25 %.\n' };

    for (const body of ['First.\n', 'Moves 25 %.\n']) {
      const { request: written } = await publishRequest(forge, { ...request, body });
      expect(written.url).toBe(`${folder}/requests/sluice%2Fprod%2Facme.md`);
    }
    expect(fs.readdirSync(`${folder}/requests`)).toEqual(['sluice%2Fprod%2Facme.md']);
    expect(fs.readFileSync(`${folder}/requests/sluice%2Fprod%2Facme.md`, 'utf8')).toBe(
      '# checkout: canary-25\n\nMoves 25 %.\n',
    );
    await expect(forge.merge(0, 'a')).rejects.toThrow('A plain git remote has no requests.');
    fs.rmSync(folder, { recursive: true });
  });
});
