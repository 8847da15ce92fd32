import { describe, expect, it } from 'vitest';
import { type ForgeProps, readyForge } from '../../../src/git/forges/index.js';
import { mergeRequest } from '../../../src/git/merge-request.js';
import { publishRequest } from '../../../src/git/publish-request.js';
import { UserError } from '../../../src/model/user-error.js';
import { realWorld } from '../../../src/world.js';
import { type Server, store, TOKEN } from './server.js';
import { bitbucketServer } from './servers/bitbucket.js';
import { giteaServer } from './servers/gitea.js';
import { gitHubServer } from './servers/github.js';
import { gitLabServer } from './servers/gitlab.js';

interface Case {
  readonly name: string;
  readonly start: () => Promise<Server>;
  readonly variable: string;
  readonly api?: string;
  /** Where a request is opened. */
  readonly opens: RegExp;
  readonly reviewers: readonly string[];
  /** What the server lists for a yes of ada, an outdated yes, and none. */
  readonly approvals: Server['kept']['approvals'];
}

const HEAD = 'a'.repeat(40);
const review = (login: string, state: string, commit = HEAD) => ({ user: { login }, state, commit_id: commit });
const reviews = [
  review('ada', 'CHANGES_REQUESTED'),
  review('ada', 'APPROVED'),
  review('ada', 'COMMENTED'),
  review('grace', 'APPROVED', 'b'.repeat(40)),
  review('linus', 'APPROVED'),
  review('linus', 'DISMISSED'),
];

const CASES: readonly Case[] = [
  {
    name: 'github',
    start: gitHubServer,
    variable: 'GITHUB_TOKEN',
    opens: /^POST .*\/pulls$/,
    reviewers: ['ada', 'acme/platform'],
    approvals: reviews,
  },
  {
    name: 'gitea',
    start: giteaServer,
    variable: 'GITEA_TOKEN',
    opens: /^POST .*\/pulls$/,
    reviewers: ['ada', 'acme/platform'],
    approvals: reviews,
  },
  {
    name: 'gitlab',
    start: gitLabServer,
    variable: 'GITLAB_TOKEN',
    opens: /^POST .*\/merge_requests$/,
    reviewers: ['ada', 'grace'],
    approvals: [{ user: { username: 'ada' } }],
  },
  {
    name: 'bitbucket',
    start: bitbucketServer,
    variable: 'BITBUCKET_TOKEN',
    api: '/2.0',
    opens: /^POST .*\/pullrequests$/,
    reviewers: ['{1}', '{2}'],
    approvals: [
      { user: { nickname: 'ada' }, approved: true },
      { user: { nickname: 'grace' }, approved: false },
    ],
  },
];

const REQUEST = { head: 'work', base: 'main', title: 'checkout: canary-25', body: 'Moves 25 %.\n' };

describe.each(CASES)('$name', ({ name, start, variable, api, opens, reviewers, approvals }) => {
  async function ready(token = TOKEN, repository = 'acme/estate') {
    const server = await start();
    const sleeps: number[] = [];
    const world = {
      ...realWorld(),
      env: { [variable]: token },
      now: () => 1_700_000_000_000 + sleeps.reduce((sum, each) => sum + each, 0),
      sleep: async (duration: number) => void sleeps.push(duration),
    };
    const props: ForgeProps = {
      remoteUrl: `${server.origin}/${repository}.git`,
      forge: name,
      folder: '/nowhere',
      ...(api && { api: server.origin + api }),
    };
    const { forge } = readyForge(world, props);
    const posts = () => server.asked.filter(line => opens.test(line)).length;
    return { ...server, forge, sleeps, posts };
  }

  async function refusal(act: () => Promise<unknown>): Promise<UserError> {
    const error = await act().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!UserError.is(error)) throw error ?? new Error('not refused');
    expect(`${error.message} ${error.hint}`).not.toContain(TOKEN);
    return error;
  }

  it('opens a request once, leaves it alone when it says the same, and changes it when it does not', async () => {
    const { forge, kept, posts } = await ready();

    const opened = await publishRequest(forge, REQUEST);
    expect(opened).toMatchObject({
      outcome: 'opened',
      request: { number: 1, state: 'open', commit: expect.stringMatching(/^a{12,40}$/) },
    });
    expect(opened.request.url).toMatch(/^https:.*\/1$/);
    expect((await publishRequest(forge, REQUEST)).outcome).toBe('unchanged');
    expect(await publishRequest(forge, { ...REQUEST, body: 'Other.' })).toMatchObject({
      outcome: 'updated',
      request: { body: 'Other.' },
    });
    expect(posts()).toBe(1);
    expect(kept.requests).toMatchObject([{ head: 'work', base: 'main', title: REQUEST.title, body: 'Other.' }]);
  });

  it('takes over an open request that a killed run left, and no closed one', async () => {
    const { forge, kept } = await ready();
    for (let many = 0; many < 4; many++) store(kept, { ...REQUEST, head: `other-${many}`, title: 'other' });
    for (const { head } of kept.requests) kept.branches.set(head, 'c'.repeat(40));
    store(kept, { ...REQUEST, title: 'closed' }).state = 'closed';
    const orphan = store(kept, { ...REQUEST, title: 'orphan' });

    expect(await publishRequest(forge, REQUEST)).toMatchObject({
      outcome: 'updated',
      request: { number: orphan.number },
    });
    orphan.state = 'merged';
    expect(await publishRequest(forge, REQUEST)).toMatchObject({ outcome: 'opened', request: { number: 7 } });
  });

  it.each(['break before', 'break after', 'fail after'] as const)(
    'a connection that does "%s" it opened leaves one request',
    async what => {
      const { forge, kept, faults } = await ready();
      faults.push({ on: opens, what });

      expect(await publishRequest(forge, REQUEST)).toMatchObject({ outcome: 'opened', request: { number: 1 } });
      expect(kept.requests).toHaveLength(1);
    },
  );

  it('a forge that stays away is said, and the next run opens the one request', async () => {
    const { forge, kept, faults } = await ready();
    faults.push({ on: opens, what: 'break before' }, { on: opens, what: 'break before' });

    expect((await refusal(() => publishRequest(forge, REQUEST))).message).toMatch(
      /^POST http:.*: no answer \(fetch failed/,
    );
    expect((await publishRequest(forge, REQUEST)).outcome).toBe('opened');
    expect(kept.requests).toHaveLength(1);
  });

  it('somebody who opens it in between is no reason to open a second one', async () => {
    const { forge, kept } = await ready();
    const racing = {
      ...forge,
      async find(head: string, base: string) {
        if (kept.requests.length > 0) return forge.find(head, base);
        store(kept, { ...REQUEST, title: 'theirs' });
        return undefined;
      },
    };

    await publishRequest(racing, REQUEST);
    expect(kept.requests).toMatchObject([{ title: REQUEST.title }]);
  });

  it('waits for as long as a rate limit asks, and no longer than anybody waits', async () => {
    const { forge, faults, sleeps, posts } = await ready();
    faults.push(
      { on: opens, what: { status: 429, headers: { 'retry-after': '7' }, body: { message: 'slow down' } } },
      {
        on: opens,
        what: { status: 429, headers: { 'retry-after': new Date(1_700_000_000_000 + 17_000).toUTCString() } },
      },
      {
        on: opens,
        what: { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000020' } },
      },
    );

    expect((await publishRequest(forge, REQUEST)).outcome).toBe('opened');
    expect(sleeps).toEqual([7_000, 10_000, 3_000]);
    expect(posts()).toBe(4);
    faults.push({ on: /./, what: { status: 429, headers: { 'retry-after': '3600' } } });
    expect((await refusal(() => forge.find('work', 'main'))).hint).toContain('rate limit');
  });

  it('asks again, ever more slowly, where asking twice does no harm, and gives up in the end', async () => {
    const { forge, faults, sleeps } = await ready();
    for (const what of ['break before', 'fail after', { status: 500 }, { status: 503 }] as const)
      faults.push({ on: /^GET/, what });

    expect(await forge.find('work', 'main')).toBeUndefined();
    expect(sleeps).toEqual([1_000, 2_000, 4_000, 8_000]);
    for (let time = 0; time < 5; time++) faults.push({ on: /^GET/, what: { status: 500, body: { message: 'boom' } } });
    expect((await refusal(() => forge.find('work', 'main'))).message).toContain(': 500: boom');
  });

  it('says a wrong token, a forbidden act and a missing repository, and never the token', async () => {
    const wrong = await ready('tok-other');
    const denied = await refusal(() => wrong.forge.find('work', 'main'));
    expect(denied.message).toMatch(/: 401: Bad credentials: (Bearer|token) \*\*\*$/);
    expect(denied.hint).toContain(variable);

    const { forge, faults } = await ready();
    faults.push({
      on: opens,
      what: { status: 403, body: { message: `no rights for ${TOKEN} ${encodeURIComponent(TOKEN)}` } },
    });
    const forbidden = await refusal(() => publishRequest(forge, REQUEST));
    expect(forbidden.message).toContain(': 403: no rights for *** ***');
    expect(forbidden.hint).toContain('The token may not do this.');

    const elsewhere = await ready(TOKEN, 'acme/none');
    expect((await refusal(() => publishRequest(elsewhere.forge, REQUEST))).hint).toContain(
      'It does not exist, or the token may not see it.',
    );
  });

  it('says what is refused as invalid, and does not ask again', async () => {
    const { forge, faults, posts } = await ready();
    faults.push({ on: opens, what: { status: 422, body: { message: 'title is too long' } } });

    expect((await refusal(() => publishRequest(forge, REQUEST))).message).toContain('title is too long');
    expect(posts()).toBe(1);
  });

  it('an address that moved is said, not followed with another method', async () => {
    const { forge, faults } = await ready();
    faults.push({ on: opens, what: { status: 301, headers: { location: '/elsewhere' } } });

    expect((await refusal(() => publishRequest(forge, REQUEST))).hint).toContain('has moved');
  });

  it('comments, sets a status, labels and asks for reviews; again, they stay once', async () => {
    const { forge, kept } = await ready();
    const { request } = await publishRequest(forge, REQUEST);
    const status = { name: 'gates', state: 'success', description: 'all pass', url: 'https://example.com' } as const;

    await forge.comment(request.number, 'Soak done.');
    await forge.status(HEAD, status);
    await forge.status(HEAD, status);
    expect(kept.statuses[0]).toMatch(/^a{40} gates (success|SUCCESSFUL) all pass$/);
    for (let time = 0; time < 2; time++) await forge.requestReview(request.number, reviewers);
    if (forge.can.labels) await forge.label(request.number, ['sluice', 'phase']);
    else expect((await refusal(() => forge.label(1, ['sluice']))).message).toContain('cannot label');
    await forge.update(request.number, { title: 'new', body: 'new' });

    expect(kept.requests[0]).toMatchObject({
      comments: ['Soak done.'],
      labels: forge.can.labels ? ['sluice', 'phase'] : [],
    });
    expect([...new Set(kept.requests[0]!.reviewers)]).toEqual(reviewers);
  });

  it('approvals count for what is there now, and only the last word of each', async () => {
    const { forge, kept } = await ready();
    const { request } = await publishRequest(forge, REQUEST);

    expect(await forge.approvals(request.number)).toEqual([]);
    kept.approvals = approvals;
    expect(await forge.approvals(request.number)).toEqual(['ada']);
  });

  it('merges at the commit that was meant, after the forge has made up its mind', async () => {
    const { forge, kept } = await ready();
    const { request } = await publishRequest(forge, REQUEST);
    await refusal(() => mergeRequest(forge, request.number, 'b'.repeat(40)));
    expect(kept.requests[0]!.state).toBe('open');

    kept.busy = 3;
    await mergeRequest(forge, request.number, HEAD);
    expect((await forge.get(request.number)).state).toBe('merged');
    await mergeRequest(forge, request.number, HEAD);
    if (name === 'gitea') {
      const conflicting = (await publishRequest(forge, REQUEST)).request;
      kept.busy = 1_000;
      expect((await refusal(() => mergeRequest(forge, conflicting.number, HEAD))).hint).toContain('conflicts');
    }
  });

  it('a merge whose answer is lost has happened once', async () => {
    const { forge, kept, faults } = await ready();
    const { request } = await publishRequest(forge, REQUEST);
    faults.push({ on: /\/merge$/, what: 'break after' });

    await mergeRequest(forge, request.number, HEAD);
    expect(kept.requests[0]!.state).toBe('merged');
  });

  it('merges by itself where the forge can, and says so where it cannot', async () => {
    const { forge, kept } = await ready();
    const { request } = await publishRequest(forge, REQUEST);

    if (!forge.can.autoMerge) {
      expect((await refusal(() => forge.autoMerge(request.number))).message).toContain(
        'cannot merge a request by itself',
      );
      return;
    }
    await forge.autoMerge(request.number);
    await forge.autoMerge(request.number);
    expect(kept.requests[0]).toMatchObject({ autoMerge: true, state: 'open' });
  });

  it('closes a request', async () => {
    const { forge, kept } = await ready();
    const { request } = await publishRequest(forge, REQUEST);

    await forge.close(request.number);
    await forge.close(request.number);
    expect(kept.requests[0]!.state).toBe('closed');
    expect(await forge.find('work', 'main')).toBeUndefined();
  });
});
