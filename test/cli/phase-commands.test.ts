import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.js';
import type { World } from '../../src/world.js';
import { realWorld } from '../../src/world.js';
import { type Clone, clone } from '../git/clone.js';

const INDEX = pathToFileURL(new URL('../../src/index.ts', import.meta.url).pathname).href;

const ESTATE = `import { Cluster, canary, check, complete, Estate, Gateway, Migration, path, plan, prepare, remove, Route, service, Tenant } from '${INDEX}';

const estate = new Estate();
const prod = new Cluster(estate, 'prod', { kubernetes: '1.28', istio: '1.24.0' });
const acme = new Tenant(prod, 'acme', { claims: ['*.example.com'], given: ['Service/old', 'Service/new'] });
const edge = new Gateway(acme, 'edge', { hosts: ['api.example.com'], tls: { secret: 'tls' } });
const web = new Route(acme, 'web', { gateway: edge, host: 'api.example.com', match: path.prefix('/'), backend: service('new', 80) });
const steps = plan(prepare(), canary(10, { soak: '30m' }), canary(50, { leave: [check('looks-good')] }), complete(), remove('old', { irreversible: true }));
new Migration(acme, 'checkout', { phase: /* today */ "prepare", routes: [web], from: service('old', 80), to: edge, plan: steps });
estate.synth();
`;

interface Repo extends Clone {
  /** Runs a command line; the clock stands at this many seconds since 1970. */
  sluice(...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
  /** Lets the remote have what a branch holds, and the clone the same. */
  merge(branch?: string): void;
  at: number;
}

async function estate(): Promise<Repo> {
  const made = await clone();
  made.write('cdk8s.yaml', 'app: npx tsx src/main.ts\noutput: dist\n');
  made.write('package.json', '{ "type": "module" }\n');
  made.write('src/main.ts', ESTATE);
  fs.rmSync(`${made.folder}/dist`, { recursive: true });
  const repo: Repo = {
    ...made,
    at: 1_700_000_000,
    async sluice(...argv) {
      const said = { out: '', err: '' };
      const output = (to: 'out' | 'err') => ({
        write: (text: string) => {
          said[to] += text;
        },
        isTTY: false,
        columns: undefined,
        colour: false,
      });
      const dates = { GIT_AUTHOR_DATE: `${repo.at} +0000`, GIT_COMMITTER_DATE: `${repo.at} +0000` };
      const world: World = {
        ...realWorld(),
        cwd: made.folder,
        env: {},
        now: () => repo.at * 1_000,
        run: (program, args, options) => made.run(program, args, { ...options, env: { ...dates, ...options?.env } }),
        stdout: output('out'),
        stderr: output('err'),
      };
      return { code: await run(world, argv), ...said };
    },
    merge(branch = 'sluice/prod/acme/checkout') {
      made.git('fetch', '--quiet', 'origin', branch);
      made.git('push', '--quiet', 'origin', 'FETCH_HEAD:refs/heads/main', `:refs/heads/${branch}`);
      made.git('pull', '--quiet', '--ff-only', 'origin', 'main');
    },
  };
  const synth = await repo.sluice('synth');
  expect(synth).toMatchObject({ code: 0 });
  made.commit('estate');
  made.git('push', '--quiet', 'origin', 'main');
  return repo;
}

const KEY = 'prod/acme/checkout';
const BRANCH = `sluice/${KEY}`;

describe('advance', () => {
  it('changes one token and the manifests that follow from it, on a branch of its own, and the checkout not at all', async () => {
    const repo = await estate();
    const before = [repo.git('status', '--porcelain'), repo.git('rev-parse', 'HEAD'), repo.git('branch', '--list')];

    const first = await repo.sluice('advance', 'checkout');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^Advance prod\/acme\/checkout from prepare to canary-10: opened, .*\.md\n$/);
    expect([repo.git('status', '--porcelain'), repo.git('rev-parse', 'HEAD'), repo.git('branch', '--list')]).toEqual(
      before,
    );
    expect(repo.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    repo.git('fetch', '--quiet', 'origin', BRANCH);
    expect(repo.git('diff', '--stat', 'HEAD', 'FETCH_HEAD')).toContain('2 files changed');
    expect(repo.git('show', 'FETCH_HEAD:src/main.ts')).toBe(ESTATE.replace('"prepare"', '"canary-10"'));
    expect(repo.git('show', `FETCH_HEAD:dist/${KEY}.yaml`)).toContain('sluice.dev/phase: canary-10');
    expect(repo.git('show', '-s', '--format=%B', 'FETCH_HEAD').trim()).toBe(
      'Advance prod/acme/checkout from prepare to canary-10\n\nSluice-Migration: prod/acme/checkout',
    );
    const body = fs.readFileSync(first.out.trim().split('opened, ')[1]!, 'utf8');
    expect(body).toContain('| api.example.com | old 100 %, edge 0 % | old 90 %, edge 10 % |');
  });

  it('run again, makes nothing new; killed anywhere, the next run does the whole', async () => {
    const repo = await estate();
    await repo.sluice('advance', KEY);
    const commit = repo.git('ls-remote', 'origin', BRANCH);
    repo.at += 60;

    expect((await repo.sluice('advance', KEY)).code).toBe(0);
    expect(repo.git('ls-remote', 'origin', BRANCH)).toBe(commit);
  });

  it('waits for the soak, then for somebody who has seen the gates, and never skips unasked', async () => {
    const repo = await estate();
    await repo.sluice('advance', KEY);
    repo.merge();
    repo.at += 600;

    const early = await repo.sluice('advance', KEY);
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(early.err).toBe('✖ "canary-10" has to last 30m, 20m more.\n  → Come back after 2023-11-14T22:43:20.000Z.\n');
    repo.at += 1_200;
    expect((await repo.sluice('advance', KEY)).code).toBe(0);
    repo.merge();

    const unseen = await repo.sluice('advance', KEY);
    expect(unseen.code).toBe(1);
    expect(unseen.err).toContain('Gate "check looks-good" is unknown');
    const skipping = await repo.sluice('advance', KEY, '--to', 'remove-old', '--gates-seen', 'fine');
    expect(skipping.err).toContain('"remove-old" skips complete.');
    expect(skipping.err).toContain('There is no way back from "remove-old".');
    expect((await repo.sluice('advance', KEY, '--gates-seen', 'dashboards are green')).code).toBe(0);
  });

  it('says what it would do and why it may not, without doing it', async () => {
    const repo = await estate();
    const { code, out, err } = await repo.sluice('advance', KEY, '--to', 'canary-50', '--dry-run');

    expect(code).toBe(1);
    expect(err).toContain('"canary-50" skips canary-10.');
    expect(out).toContain('It must not be merged: "canary-50" skips canary-10.');
    expect(repo.git('ls-remote', 'origin', BRANCH)).toBe('');
  });

  it('refuses a dirty tree, a base that has moved on, and a branch that somebody else has written to', async () => {
    const repo = await estate();
    repo.write('note.txt', 'mine');
    expect((await repo.sluice('advance', KEY)).err).toContain('changes that are not committed: note.txt.');
    repo.commit('note');
    expect((await repo.sluice('advance', KEY)).err).toContain(
      'HEAD is 0 commits behind origin/main and 1 ahead of it.',
    );
    repo.git('push', '--quiet', 'origin', `HEAD:main`, `HEAD:refs/heads/${BRANCH}`);
    repo.git('reset', '--quiet', '--hard', 'HEAD~1');
    expect((await repo.sluice('advance', KEY)).err).toContain('HEAD is 1 commits behind origin/main');
    repo.git('pull', '--quiet', '--ff-only', 'origin', 'main');
    repo.write('theirs.txt', 'x');
    repo.commit('theirs');
    repo.git('push', '--quiet', 'origin', `HEAD:refs/heads/${BRANCH}`);
    repo.git('reset', '--quiet', '--hard', 'HEAD~1');

    const { code, err } = await repo.sluice('advance', KEY);
    expect(code).toBe(2);
    expect(err).toMatch(/"sluice\/prod\/acme\/checkout" holds [0-9a-f]{12}, which is not ours\./);
  });

  it('refuses a phase that is no literal, and a dist that is not what the estate says', async () => {
    const repo = await estate();
    repo.write(
      'src/main.ts',
      ESTATE.replace('phase: /* today */ "prepare"', 'phase: now').replace(
        'const estate',
        'const now = "prepare";\nconst estate',
      ),
    );
    repo.commit('variable');
    repo.git('push', '--quiet', 'origin', 'main');
    expect((await repo.sluice('advance', KEY)).err).toContain(
      'src/main.ts:10:42: the phase is the variable "now", not a literal',
    );

    repo.write('src/main.ts', ESTATE);
    const walls = fs.readdirSync(`${repo.folder}/dist/prod/acme`).find(file => file !== 'checkout.yaml');
    fs.appendFileSync(`${repo.folder}/dist/prod/acme/${walls}`, '# by hand\n');
    repo.commit('hand');
    repo.git('push', '--quiet', 'origin', 'main');
    expect((await repo.sluice('advance', KEY)).err).toMatch(/dist\/prod\/acme\/\S+\.yaml would change too/);
  });
});

describe('rollback', () => {
  it('goes back to the same bytes, straight to the base, and holds the migration until it is resumed', async () => {
    const repo = await estate();
    const start = repo.git('rev-parse', 'HEAD:dist');
    const code = repo.git('rev-parse', 'HEAD:src');
    await repo.sluice('advance', KEY);
    repo.merge();

    const back = await repo.sluice('rollback', KEY, '--now', '--reason', 'errors at 2 %');
    expect(back).toMatchObject({ code: 0 });
    expect(back.out).toMatch(
      /canary-10 to prepare: pushed, [0-9a-f]{40}\. Every file is byte for byte what it was at [0-9a-f]{12}\./,
    );
    repo.git('pull', '--quiet', '--ff-only', 'origin', 'main');
    expect([repo.git('rev-parse', 'HEAD:dist'), repo.git('rev-parse', 'HEAD:src')]).toEqual([start, code]);

    const held = await repo.sluice('advance', KEY);
    expect(held).toMatchObject({ code: 1 });
    expect(held.err).toBe('✖ prod/acme/checkout is held: errors at 2 %\n  → sluice resume prod/acme/checkout\n');
    expect((await repo.sluice('resume', KEY)).out).toMatch(/^Resume prod\/acme\/checkout: opened, /);
    repo.merge(`${BRANCH}-resume`);
    expect((await repo.sluice('resume', KEY)).out).toBe('prod/acme/checkout is not held.\n');
    expect((await repo.sluice('advance', KEY)).code).toBe(0);
  });

  it('asks no gate and no soak, goes in part or to the start, and says what does not come back', async () => {
    const repo = await estate();
    const all = ['--skip', 'a test', '--gates-seen', 'a test', '--irreversible'];
    await repo.sluice('advance', KEY, '--to', 'remove-old', ...all);
    repo.merge();

    const part = await repo.sluice('rollback', KEY, '--share', '20', '--dry-run');
    expect(part.out).toContain('Roll back prod/acme/checkout from remove-old to canary-10');
    expect(part.out).toContain('"remove-old" was a point of no return');
    expect(part.out).toContain('1 of 1 files are what no earlier commit had');
    const whole = await repo.sluice('rollback', KEY, '--to', 'baseline');
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.err).toContain('▲ "remove-old" was a point of no return');
    expect(whole.out).toContain('from remove-old to prepare: opened, ');
  });
});
