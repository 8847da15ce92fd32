import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { entry, project } from './project.js';

describe('sluice status', () => {
  it('says phase, shares, since when it is committed, and what comes next', async () => {
    const { root, sluice } = project();
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
        cwd: root,
        env: { ...process.env, GIT_COMMITTER_DATE: '2026-03-24T10:00:00Z' },
      });
    };
    git('init', '-q');
    await sluice('synth');
    const before = JSON.parse((await sluice('status', '-o', 'json')).out);
    git('add', '-A');
    git('commit', '-qm', 'canary');

    const { code, out } = await sluice('status', '-o', 'json');

    expect(code).toBe(0);
    expect(before[0].since).toBeUndefined();
    expect(JSON.parse(out)).toEqual([
      {
        migration: 'prod/acme/checkout',
        router: 'istio',
        phase: 'canary-10',
        step: [2, 3],
        shares: [
          { backend: 'nginx', parts: 9_000 },
          { backend: 'edge', parts: 1_000 },
        ],
        since: '2026-03-24T10:00:00.000Z',
        leave: { soak: '30m', gates: [] },
        next: 'complete',
      },
    ]);
  });

  it('is a table for people', async () => {
    const { sluice } = project(entry('prepare'));

    expect((await sluice('status')).out).toBe(
      'MIGRATION           PHASE          SHARES                 SINCE          NEXT\n' +
        'prod/acme/checkout  prepare (1/3)  nginx 100 %, edge 0 %  not committed  canary-10 after 0s, check gateway-answers\n',
    );
  });
});
