import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, Estate } from 'sluice';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.js';
import { isError } from '../../src/model/finding.js';
import { examine } from '../../src/synth/examine.js';
import { packaged } from '../../src/world/packaged.js';
import { memoryWorld } from '../memory-world.js';

const CASES = join(import.meta.dirname, 'ingress-nginx');
const ROOT = join(import.meta.dirname, '../..');
const cases = readdirSync(CASES);
const update = process.env['UPDATE_GOLDEN'] === '1';

/** Compares with a committed file, or writes it when that is asked for. */
function golden(file: string, text: string): void {
  if (update) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
}

/** What the command says and writes; without the seal, so that the formatter may check what is committed. */
async function converted(name: string): Promise<{ readonly report: string; readonly estate: string | undefined }> {
  const world = memoryWorld({ files: { 'in.yaml': readFileSync(join(CASES, name, 'in.yaml'), 'utf8') } });
  await run(world, ['convert', 'in.yaml']);
  const report = world.stdout.text;
  await run(world, ['convert', 'in.yaml', '--to', 'estate.ts']);
  const text = world.files.read(`${world.cwd}/estate.ts`)?.toString('utf8');
  return { report, estate: text?.slice(text.indexOf('\n') + 1) };
}

describe('S1: Ingresses of ingress-nginx', () => {
  test.each(cases)('%s: the report and the estate are what a person has read', async name => {
    const { report, estate } = await converted(name);

    golden(join(CASES, name, 'report.txt'), report);
    if (estate !== undefined) golden(join(CASES, name, 'estate.ts'), estate);
    else expect(existsSync(join(CASES, name, 'estate.ts'))).toBe(false);
  });

  test('give the same bytes in any order of the input', async () => {
    const text = readFileSync(join(CASES, 'shared', 'in.yaml'), 'utf8');
    const world = memoryWorld({ files: { 'in.yaml': text.split('---\n').reverse().join('---\n') } });

    await run(world, ['convert', 'in.yaml', '--to', 'estate.ts']);

    expect(world.files.read(`${world.cwd}/estate.ts`)?.toString('utf8')).toContain((await converted('shared')).estate);
  });
});

const written = cases.filter(name => existsSync(join(CASES, name, 'estate.ts')));

describe('S1: a written estate', () => {
  test('compiles as strictly as this repository does', () => {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), file => readFileSync(file, 'utf8'));
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    const files = written.map(name => join(CASES, name, 'estate.ts'));
    const program = ts.createProgram(files, {
      ...options,
      noEmit: true,
      paths: { sluice: [join(ROOT, 'src/index.ts')] },
    });

    const faults = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));

    expect(faults).toEqual([]);
    expect(files.length).toBeGreaterThan(3);
  }, 120_000);

  test.each(written)('%s: is synthesized without an error', async name => {
    const { converted: declare } = (await import(`./ingress-nginx/${name}/estate.ts`)) as {
      readonly converted: (cluster: Cluster) => void;
    };
    const estate = new Estate();

    declare(new Cluster(estate, 'prod', { kubernetes: '1.30', istio: '1.24.0' }));
    let objects = 0;
    const findings = examine(
      estate,
      'dist',
      file => packaged(`crds/${file}`),
      ({ manifests }) => {
        objects += manifests.length;
      },
    );

    expect(findings.filter(isError)).toEqual([]);
    expect(objects).toBeGreaterThan(1);
  });
});
