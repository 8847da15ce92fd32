import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'sluice-package-'));
const sh = (program: string, args: readonly string[], cwd = folder): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const ESTATE = `
import { canary, Cluster, complete, edgeOf, Estate, Gateway, Migration, path, plan, prepare, Route, service, Tenant } from 'sluice';
import { manifestsAt, phasesOf } from 'sluice/testing';

const estate = new Estate();
const prod = new Cluster(estate, 'prod', { kubernetes: '1.30', istio: '1.24.0' });
const acme = new Tenant(prod, 'acme', { claims: ['*.acme.example'], given: ['Service/shop'] });
const edge = new Gateway(acme, 'edge', { hosts: ['shop.acme.example'] });
const shop = new Route(acme, 'shop', {
  gateway: edge, host: 'shop.acme.example', match: path.prefix('/'), backend: service('shop', 8080),
});
const migration = new Migration(acme, 'checkout', {
  phase: 'canary-10', routes: [shop], to: edge,
  from: edgeOf('nginx', { through: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }) }),
  plan: plan(prepare(), canary(10), complete()),
});
if (manifestsAt(migration, 'complete').length === 0 || phasesOf(migration).length !== 3) throw new Error('testing');
estate.synth();
`;

describe('the package, installed into an empty folder', () => {
  beforeAll(() => {
    const [packed] = JSON.parse(
      sh('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
    ) as [{ filename: string }];
    writeFileSync(`${folder}/package.json`, JSON.stringify({ name: 'stranger', private: true, type: 'module' }));
    writeFileSync(`${folder}/cdk8s.yaml`, 'language: typescript\napp: npx tsx main.ts\noutput: dist\n');
    writeFileSync(`${folder}/main.ts`, ESTATE);
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({
        compilerOptions: { module: 'nodenext', strict: true, noEmit: true, types: [] },
        files: ['main.ts'],
      }),
    );
    sh('npm', ['install', '--no-audit', '--no-fund', `./${packed.filename}`]);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('synthesizes an estate, and writes nothing the second time', () => {
    expect(sh('npx', ['sluice', 'synth'])).toMatch(/^dist: \d+ written, 0 removed, 0 unchanged; 1 migrations?; /);
    expect(sh('npx', ['sluice', 'synth'])).toMatch(/^dist: 0 written, 0 removed, \d+ unchanged/);
    expect(readdirSync(`${folder}/dist/prod/acme`)).toContain('checkout.yaml');
  });

  it('says where each migration stands', () => {
    expect(sh('npx', ['sluice', 'status'])).toContain('prod/acme/checkout  canary-10 (2/3)');
  });

  it('has types that a strict tsc accepts', () => {
    expect(sh(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', folder])).toBe('');
  });
});
