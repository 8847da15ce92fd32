import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { shows } from './blocks.js';
import { SAMPLES, sampleOf, sh, write } from './sample-project.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const pages = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.md'))
  .map(file => `docs/${file}`);
const documents = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', ...pages.sort()];
const samples = documents.map(document => sampleOf(document)).filter(({ blocks }) => blocks.length > 0);
const read = (document: string): string => readFileSync(path.join(ROOT, document), 'utf8');

/** Strict as the repository itself; the package is seen as it is built. */
const TSCONFIG = {
  extends: '../../../tsconfig.json',
  compilerOptions: { rootDir: '../../..', outDir: './out', noEmit: true, moduleDetection: 'force' },
  include: ['**/*.ts'],
};

beforeAll(() => {
  rmSync(SAMPLES, { recursive: true, force: true });
  mkdirSync(SAMPLES, { recursive: true });
  writeFileSync(path.join(SAMPLES, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  writeFileSync(path.join(SAMPLES, 'vitest.config.ts'), 'export default {};\n');
  for (const sample of samples) write(sample);
});

test('documents have samples', () => {
  expect(samples.length).toBeGreaterThan(5);
});

test('no document shows code in a form that is not tried', () => {
  const strange = documents.flatMap(document =>
    read(document)
      .split('\n')
      .filter(line => /^\s*(```|~~~)\s*(ts|js|typescript|javascript|console)/.test(line))
      .filter(line => !/^```(ts|ts fragment|console)$/.test(line))
      .map(line => `${document}: ${line}`),
  );

  expect(strange).toEqual([]);
});

test('few blocks are no whole program', () => {
  const fragments = samples.flatMap(({ document, blocks }) =>
    blocks.filter(({ fragment }) => fragment).map(({ line }) => `${document}:${line}`),
  );

  expect(fragments.length).toBeLessThanOrEqual(6);
});

test('every block in TypeScript passes a strict tsc', () => {
  expect(sh('npx tsc -p .', SAMPLES)).toEqual({ text: '', code: 0 });
});

test.each(samples.filter(({ steps }) => steps.length > 0))(
  '$document prints what it says',
  ({ folder, steps }) => {
    for (const { command, prints } of steps) {
      const { text } = sh(command, folder);
      if (!shows(prints, text)) expect(`$ ${command}\n${text}`).toBe(`$ ${command}\n${prints}`);
    }
  },
  180_000,
);

const untold = samples.filter(
  ({ blocks, steps }) =>
    blocks.some(({ path: file }) => file === 'src/main.ts') &&
    !steps.some(({ command }) => command.includes('npx sluice synth')),
);
test.each(untold)('$document synthesizes', ({ folder }) => {
  const { text, code } = sh('npx sluice synth', folder);

  expect(text).toMatch(/^dist: [1-9]\d* written, 0 removed, 0 unchanged;/);
  expect(code).toBe(0);
});

test.each(samples.filter(({ tests }) => tests.length > 0))('$document has tests that pass', ({ folder, tests }) => {
  const { text, code } = sh(`npx vitest run ${tests.join(' ')} --reporter json --root .`, folder);
  if (code !== 0) expect(text).toBe('');

  const report = JSON.parse(text) as { readonly numPassedTests: number; readonly testResults: readonly unknown[] };
  expect(report.numPassedTests).toBeGreaterThan(0);
  expect(report.testResults).toHaveLength(tests.length);
});
