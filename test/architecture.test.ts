import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, describe, expect, test } from 'vitest';
import { effectsOf } from './effects.js';
import { sourcesUnder } from './sources.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const walls = await extractDepcruiseConfig(join(ROOT, '.dependency-cruiser.mjs'));
const rules = walls.forbidden ?? [];

async function cruised(root: string): Promise<ICruiseResult> {
  const options = { ...walls.options, ruleSet: { forbidden: rules }, validate: true, baseDir: root };
  const { output } = await cruise(
    ['src'],
    options as ICruiseOptions,
    {},
    { tsConfig: extractTSConfig(join(ROOT, 'tsconfig.json')) },
  );
  return output as ICruiseResult;
}

describe('the walls between the rooms', () => {
  test('hold everywhere', async () => {
    const { summary } = await cruised(ROOT);

    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(40);
  }, 120_000);

  test('say in one sentence each why they stand', () => {
    for (const { comment } of rules) expect(comment).toMatch(/^[A-Z].+\.$/);
  });

  const scratch = mkdtempSync(join(tmpdir(), 'walls-'));
  afterAll(() => rmSync(scratch, { recursive: true }));

  /** A file that breaks one wall, and what it needs to lead somewhere. */
  const planted: Readonly<Record<string, readonly [file: string, code: string]>> = {
    'model-knows-nobody': ['src/model/a.ts', "import '../routers/b.js';"],
    'routers-see-the-model': ['src/routers/a.ts', "import '../analyze/b.js';"],
    'renderers-see-the-model': ['src/policies/a.ts', "import '../routers/b.js';"],
    'observability-sees-the-model': ['src/observability/a.ts', "import '../routers/b.js';"],
    'planes-see-the-model': ['src/planes/a.ts', "import '../routers/b.js';"],
    'readers-see-contracts': ['src/analyze/a.ts', "import '../routers/b.js';"],
    'gates-ask-the-world': ['src/gates/a.ts', "import '../synth/b.js';"],
    'git-asks-the-world': ['src/git/a.ts', "import '../synth/b.js';"],
    'synth-is-the-road-to-dist': ['src/synth/a.ts', "import '../constructs/b.js';"],
    'world-knows-the-model': ['src/world/a.ts', "import '../git/b.js';"],
    'constructs-are-thin': ['src/constructs/a.ts', "import '../report/b.js';"],
    'imports-are-types': ['src/routers/a.ts', "import '../../imports/b.js';"],
    'one-router-knows-no-other': ['src/routers/a.ts', "import './b.js';"],
    'one-plane-knows-no-other': ['src/planes/a/a.ts', "import '../b.js';"],
    'estates-come-by-the-front-door': ['src/estate/a.ts', "import '../model/b.js';"],
    'nobody-imports-the-cli': ['src/git/a.ts', "import '../cli/b.js';"],
    'cdk8s-stays-at-the-face': ['src/routers/a.ts', "import { App } from 'cdk8s'; new App();"],
    'effects-at-the-door': ['src/synth/a.ts', "import { readFileSync } from 'node:fs'; readFileSync('x');"],
    'no-circles': ['src/model/a.ts', "import './b.js';"],
    'nothing-missing': ['src/model/a.ts', "import './nowhere.js';"],
  };

  test('are each tried', () => {
    expect(Object.keys(planted)).toEqual(rules.map(({ name }) => name));
  });

  test.each(Object.entries(planted))('%s is seen when broken', async (name, [file, code]) => {
    const root = join(scratch, name);
    const target = /'(\.[^']+)\.js'/.exec(code)?.[1];
    const put = (path: string, text: string): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    put(file, `${code}\nexport const a = 1;\n`);
    const back = name === 'no-circles' ? "import './a.js';\n" : '';
    if (target && target !== './nowhere') put(join(dirname(file), `${target}.ts`), `${back}export const b = 1;\n`);
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));

    const { summary } = await cruised(root);

    expect(summary.violations.map(({ rule }) => rule.name)).toContain(name);
  });
});

describe('the clock, the environment, chance and the network', () => {
  test('are touched in the world and the program’s first file only', () => {
    const sources = sourcesUnder(join(ROOT, 'src')).filter(
      ({ path }) => !/^(world\.ts|world\/|cli\/bin\.ts)/.test(path),
    );

    expect(sources.flatMap(({ path, text }) => effectsOf(text).map(effect => `${path}: ${effect}`))).toEqual([]);
    expect(sources.length).toBeGreaterThan(40);
  });

  test.each([
    ['process.env.HOME', 'process'],
    ['const at = Date.now();', 'Date.now'],
    ['const at = new Date();', 'new Date()'],
    ["void fetch('https://example.com');", 'fetch'],
    ['Math.random()', 'Math.random'],
    ['setTimeout(() => 1, 1)', 'setTimeout'],
    ["console.log('x')", 'console'],
  ])('%s is seen', (code, effect) => {
    expect(effectsOf(code)).toEqual([effect]);
  });

  test.each([
    'new Date(0).toISOString()',
    'world.process.fetch(1)',
    'const of = { process: 1, fetch() {} };',
    'const ask = ({ fetch }: World) => fetch(1);',
    '// Date.now()',
  ])('%s is none', code => {
    expect(effectsOf(code)).toEqual([]);
  });
});
