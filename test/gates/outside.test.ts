import { describe, expect, it } from 'vitest';
import { askGate } from '../../src/gates/index.js';
import { check, synced } from '../../src/model/gate.js';
import { notFound } from '../../src/world/run.js';
import { json, situation } from './asking.js';

describe('a check', () => {
  const http = check('answers', { get: 'https://edge.example/healthz' });
  const script = check('smoke', { run: ['./smoke.sh', '--fast'] });

  it.each([
    [204, 'pass'],
    [302, 'fail'],
    [503, 'fail'],
  ])('by an address that answers %i is %s', async (status, verdict) => {
    const asked = situation({}, { fetch: async () => new Response(null, { status }) });
    expect(await askGate(http, asked)).toMatchObject({ verdict, why: `It answered ${status}.` });
  });

  it('by an address without an answer is unknown: an error is no failure', async () => {
    const fetch = async () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }));
    const verdict = await askGate(http, situation({}, { fetch }));
    expect(verdict).toMatchObject({ verdict: 'unknown', why: 'It gave no answer: ECONNREFUSED.' });
  });

  it.each([
    [0, 'pass'],
    [1, 'fail'],
    [2, 'unknown'],
    [127, 'unknown'],
    [137, 'unknown'],
  ])('by a program that ends with %i is %s', async (code, verdict) => {
    const calls: unknown[] = [];
    const run = async (...call: unknown[]) => {
      calls.push(call);
      return { code, stdout: 'one\nthe last line\n', stderr: '' };
    };
    const why = `It ended with ${code}: the last line`;
    expect(await askGate(script, situation({}, { run }))).toMatchObject({ verdict, why });
    expect(calls).toEqual([['./smoke.sh', ['--fast'], { cwd: '/work' }]]);
  });

  it('by a program that is not there, or by nothing, is unknown', async () => {
    const run = async (program: string) => Promise.reject(notFound(program));
    expect(await askGate(script, situation({}, { run }))).toMatchObject({ verdict: 'unknown' });
    expect(await askGate(check('looks-good'), situation())).toMatchObject({ verdict: 'unknown' });
  });
});

describe('Argo CD', () => {
  const REVISION = '1234567890abcdef1234567890abcdef12345678';
  const status = (sync = 'Synced', health = 'Healthy', phase = 'Succeeded') => ({
    status: { sync: { status: sync, revision: REVISION }, health: { status: health }, operationState: { phase } },
  });
  const since = { commit: 'feedbeefcafe0000', time: 0, orEarlier: false };
  const applications = { names: ['prod.demo'], namespace: 'argo' };
  const ready = {
    since,
    applications,
    contains: async () => true,
    argocd: { url: 'https://argo.example', token: 't0k' },
  };

  it.each([
    [status(), 'pass', 'prod.demo is Synced and Healthy at 1234567890ab.'],
    [status('OutOfSync'), 'fail', 'prod.demo is OutOfSync and Healthy at 1234567890ab.'],
    [status('Synced', 'Progressing'), 'fail', 'prod.demo is Synced and Progressing at 1234567890ab.'],
    [
      status('Synced', 'Healthy', 'Running'),
      'fail',
      'prod.demo is Synced and Healthy at 1234567890ab, and is being synced.',
    ],
    [status('Unknown'), 'unknown', 'prod.demo is Unknown and Healthy at 1234567890ab.'],
    [{ status: {} }, 'unknown', 'Argo CD does not say how prod.demo is.'],
  ])('%# is asked through its API, with the token', async (answer, verdict, why) => {
    const calls: [string, RequestInit | undefined][] = [];
    const fetch = async (url: string, init?: RequestInit) => {
      calls.push([url, init]);
      return json(answer);
    };
    const said = await askGate(synced(), situation(ready, { fetch }));
    expect(said).toMatchObject({ verdict, why, link: 'https://argo.example/applications/argo/prod.demo' });
    expect(calls[0]![0]).toBe('https://argo.example/api/v1/applications/prod.demo?appNamespace=argo');
    expect(new Headers(calls[0]![1]?.headers).get('authorization')).toBe('Bearer t0k');
    expect(JSON.stringify(said)).not.toContain('t0k');
  });

  it('has not the phase when it is synced at a commit before it, and who knows at one that nobody knows', async () => {
    const fetch = async () => json(status());
    const ask = async (over: object) => askGate(synced(), situation({ ...ready, ...over }, { fetch }));
    expect(await ask({ contains: async () => false })).toMatchObject({
      verdict: 'fail',
      why: 'prod.demo is Synced and Healthy at 1234567890ab, which has not the phase yet: that came with feedbeefcafe.',
    });
    expect(await ask({ contains: async () => undefined })).toMatchObject({ verdict: 'unknown' });
    expect(await ask({ since: undefined })).toMatchObject({ verdict: 'unknown' });
  });

  it('is asked through kubectl without a server', async () => {
    const { argocd: _, ...others } = ready;
    const run = async (program: string, args: readonly string[]) => {
      expect([program, ...args].join(' ')).toBe(
        'kubectl get applications.argoproj.io other --namespace argo --output json',
      );
      return { code: 0, stdout: JSON.stringify(status()), stderr: '' };
    };
    expect(await askGate(synced('other'), situation(others, { run }))).toMatchObject({ verdict: 'pass' });
    const refused = async () => ({ code: 1, stdout: '', stderr: 'Error: forbidden\n' });
    expect(await askGate(synced(), situation(others, { run: refused }))).toMatchObject({
      verdict: 'unknown',
      why: 'kubectl says: Error: forbidden.',
    });
  });

  it.each([
    [async () => json({ error: 'permission denied' }, 403), 'https://argo.example answers 403: permission denied.'],
    [async () => new Response('<html>'), 'https://argo.example answers 200.'],
    [async () => Promise.reject(new TypeError('fetch failed')), 'https://argo.example gives no answer: fetch failed.'],
  ])('%# that does not answer is unknown', async (fetch, why) => {
    expect(await askGate(synced(), situation(ready, { fetch }))).toMatchObject({ verdict: 'unknown', why });
  });

  it('has rolled a rollout out when all of its tenants are', async () => {
    const names = ['prod.a', 'prod.b', 'prod.c'];
    const fetch = async (url: string) => json(url.includes('prod.b') ? status('OutOfSync') : status());
    const asked = situation({ ...ready, applications: { names, namespace: 'argo' } }, { fetch });
    expect(await askGate(synced(), asked)).toMatchObject({
      verdict: 'fail',
      why: '1 of 3 Applications are not. prod.b is OutOfSync and Healthy at 1234567890ab.',
    });
    expect(await askGate(synced(), situation({}))).toMatchObject({ verdict: 'unknown' });
  });
});
