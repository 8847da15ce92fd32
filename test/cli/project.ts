import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { ExitCode } from '../../src/cli/command.js';
import { run } from '../../src/cli/run.js';
import { type Output, realWorld } from '../../src/world.js';

const BIN = path.resolve(import.meta.dirname, '../../lib/src/cli/bin.js');
const cache = path.resolve(import.meta.dirname, '../../.cache');

/** What a command line printed, and its exit code. */
export interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A folder with an estate in it, on the real file system, since that is where estates are loaded from. */
export interface Project {
  readonly root: string;
  write(file: string, text: string): void;
  sluice(...argv: readonly string[]): Promise<Outcome>;
  /** The same as a process of its own, with Node's own stacks. */
  spawned(...argv: readonly string[]): Outcome;
}

/** An estate of one migration; `{{phase}}` and `{{more}}` are what tests change. */
export const ENTRY = `import { canary, check, Cluster, complete, edgeOf, Estate, Gateway, Migration, path, plan, prepare, Route, service, Tenant } from '../../../../src/index.js';

const estate = new Estate();
const prod = new Cluster(estate, 'prod', { kubernetes: '1.30', istio: '1.24.0' });
const acme = new Tenant(prod, 'acme', { claims: ['*.acme.example'], given: ['Service/shop'] });
const edge = new Gateway(acme, 'edge', { hosts: ['shop.acme.example'] });
const shop = new Route(acme, 'shop', { gateway: edge, host: 'shop.acme.example', match: path.prefix('/'), backend: service('shop', 8080) });
new Migration(acme, 'checkout', {
  phase: '{{phase}}',
  routes: [shop],
  from: edgeOf('nginx', { through: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }) }),
  to: edge,
  plan: plan(prepare({ leave: [check('gateway-answers')] }), canary(10, { soak: '30m' }), complete()),
});
{{more}}
estate.synth();
`;

export function entry(phase = 'canary-10', more = ''): string {
  return ENTRY.replace('{{phase}}', phase).replace('{{more}}', more);
}

/** An output that nobody looks on at, and that remembers. */
function screen(): Output & { text(): string } {
  const parts: string[] = [];
  const write = (text: string): void => {
    parts.push(text);
  };
  return { isTTY: false, columns: undefined, colour: false, write, text: () => parts.join('') };
}

/** Makes a project; it is gone when the test file has run. */
export function project(main: string = entry()): Project {
  mkdirSync(`${cache}/test`, { recursive: true });
  const root = mkdtempSync(`${cache}/test/project-`);
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(`${root}/${file}`), { recursive: true });
    writeFileSync(`${root}/${file}`, text);
  };
  write('cdk8s.yaml', 'language: typescript\napp: npx tsx src/main.ts\noutput: dist\n');
  write('src/main.ts', main);
  return {
    root,
    write,
    spawned(...argv) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], { cwd: root, encoding: 'utf8' });
      return { code: status as ExitCode, out: stdout, err: stderr };
    },
    async sluice(...argv) {
      const [stdout, stderr] = [screen(), screen()];
      const code = await run({ ...realWorld(), cwd: root, stdout, stderr }, argv);
      return { code, out: stdout.text(), err: stderr.text() };
    },
  };
}
