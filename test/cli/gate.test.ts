import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.js';
import type { World } from '../../src/world.js';
import { realWorld } from '../../src/world.js';
import { clone } from '../git/clone.js';

const INDEX = pathToFileURL(new URL('../../src/index.ts', import.meta.url).pathname).href;

const ESTATE = `import { Cluster, canary, check, complete, errorRate, Estate, Gateway, Migration, noFreeze, path, plan, prepare, Route, service, Tenant, window } from '${INDEX}';

const estate = new Estate();
const prod = new Cluster(estate, 'prod', { kubernetes: '1.28', istio: '1.24.0' });
const acme = new Tenant(prod, 'acme', { claims: ['*.example.com'], given: ['Service/old', 'Service/new'] });
const edge = new Gateway(acme, 'edge', { hosts: ['api.example.com'], tls: { secret: 'tls' } });
const web = new Route(acme, 'web', { gateway: edge, host: 'api.example.com', match: path.prefix('/'), backend: service('new', 80) });
const steps = plan(
  prepare({ leave: [check('answers', { run: ['true'] })] }),
  canary(10, { soak: '30m', leave: [window('0 12 * * *', { lasts: '1h' }), noFreeze('freezes.ics')] }),
  canary(50, { leave: [errorRate('< 1%')] }),
  complete(),
);
new Migration(acme, 'checkout', { phase: '{{phase}}', routes: [web], from: service('old', 80), to: edge, plan: steps });
estate.synth();
`;

/** A repository in a phase that was committed at a time, and the way to give commands in it. */
async function inPhase(phase: string, committed: number) {
  const repository = await clone();
  repository.write('cdk8s.yaml', 'app: npx tsx src/main.ts\noutput: dist\n');
  repository.write('package.json', '{ "type": "module" }\n');
  repository.write('src/main.ts', ESTATE.replace('{{phase}}', phase));
  repository.write('freezes.ics', 'BEGIN:VCALENDAR\nEND:VCALENDAR\n');
  fs.rmSync(`${repository.folder}/dist`, { recursive: true });
  const said = { out: '', err: '', now: committed };
  const output = (to: 'out' | 'err') => ({
    write: (text: string) => {
      said[to] += text;
    },
    isTTY: false,
    columns: undefined,
    colour: false,
  });
  const world: World = {
    ...realWorld(),
    cwd: repository.folder,
    env: {},
    now: () => said.now,
    sleep: async duration => {
      said.now += duration;
    },
    fetch: async () => new Response('{"error": "out of memory"}', { status: 503 }),
    stdout: output('out'),
    stderr: output('err'),
  };
  const sluice = async (...argv: readonly string[]) => {
    Object.assign(said, { out: '', err: '' });
    return { code: await run(world, argv), ...said };
  };
  expect(await sluice('synth')).toMatchObject({ code: 0, err: expect.not.stringContaining('✖') });
  repository.commit('estate', committed / 1_000);
  return { sluice, said };
}

const NOON = Date.parse('2026-03-24T12:00:00Z');
const MINUTE = 60_000;

describe('gate', () => {
  it('asks the gates of the phase that would be left, as a table, and exits 0 when all are open', async () => {
    const { sluice } = await inPhase('prepare', NOON);

    expect(await sluice('gate', 'checkout')).toMatchObject({
      code: 0,
      err: '',
      out: [
        'prod/acme/checkout: from prepare to canary-10',
        'GATE           VALUE  LIMIT  REQUESTS  VERDICT  WHY',
        'check answers                          pass     It ended with 0.',
        '✔ All gates are open.',
        '',
      ].join('\n'),
    });
  });

  it('exits 1 when one is closed, and says when it opens', async () => {
    const { sluice, said } = await inPhase('canary-10', NOON - 10 * MINUTE);
    said.now = NOON;

    const { code, out } = await sluice('gate', 'prod/acme/checkout', '--output', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'fail',
      gates: [
        {
          gate: 'soak 30m',
          verdict: 'fail',
          value: 10 * MINUTE,
          threshold: 30 * MINUTE,
          opens: '2026-03-24T12:20:00.000Z',
        },
        { gate: 'window 0 12 * * * for 1h (UTC)', verdict: 'pass', why: 'It is open until 2026-03-24T13:00:00.000Z.' },
        { gate: 'no freeze in freezes.ics', verdict: 'pass' },
      ],
    });
    const markdown = await sluice('gate', 'checkout', '--output', 'markdown');
    expect(markdown.out).toContain('| soak | 10m | 30m |  | fail | It has lasted since');
  });

  it('exits 2 when one is not known: a Prometheus in trouble closes nothing and opens nothing', async () => {
    const { sluice, said } = await inPhase('canary-50', NOON);
    said.now = NOON + 10 * MINUTE;

    const unnamed = await sluice('gate', 'checkout');
    expect(unnamed.code).toBe(2);
    expect(unnamed.out).toContain('unknown  No Prometheus is named: set PROMETHEUS_URL, or --prometheus.');
    const broken = await sluice('gate', 'checkout', '--prometheus', 'http://prometheus.example/');
    expect(broken.code).toBe(2);
    expect(broken.out).toContain('unknown  http://prometheus.example answers 503: out of memory.');
    expect(await sluice('gate', 'checkout', '--prometheus', 'prometheus')).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        '✖ "prometheus" is no address of a server.\n  → Write "https://prometheus.example".\n',
      ),
    });
  });

  it('watches until all are open', async () => {
    const { sluice, said } = await inPhase('canary-10', NOON - 20 * MINUTE);
    said.now = NOON - 5 * MINUTE;

    const { code, out } = await sluice('gate', 'checkout', '--watch', '--every', '5m');
    expect(code).toBe(0);
    expect(out.split('prod/acme/checkout: ')).toHaveLength(5);
    expect(said.now).toBe(NOON + 10 * MINUTE);
    expect((await sluice('gate', 'checkout', '--watch', '--every', '1ms')).err).toContain(
      '"1ms" is too short to wait.',
    );
  });

  it('has nothing to ask in the last phase', async () => {
    const { sluice } = await inPhase('complete', NOON);

    expect(await sluice('gate', 'checkout')).toMatchObject({
      code: 2,
      err: expect.stringContaining('✖ prod/acme/checkout is in "complete", the last phase of its plan.'),
    });
  });
});
