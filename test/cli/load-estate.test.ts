import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { entry, project } from './project.js';

it('a cdk8s.yaml that is no YAML is the user’s to correct, and no fault of Sluice', async () => {
  const { write, sluice } = project();
  write('cdk8s.yaml', 'app: [\n');

  const { code, err } = await sluice('synth');

  expect(code).toBe(2);
  expect(err).toMatch(/^✖ cdk8s\.yaml is no YAML: .*\(2:1\)\.\n {2}→ Correct that line\.\n$/);
});

it('a cdk8s.yaml without `app` is told what to say', async () => {
  const { write, sluice } = project();
  write('cdk8s.yaml', 'language: typescript\n');

  expect((await sluice('synth')).err).toBe(
    '✖ cdk8s.yaml has no `app`.\n  → Write the command that runs your entry: app: npx tsx src/main.ts\n',
  );
});

it('an estate that does not parse is named by its line, without a stack', () => {
  const { root, spawned } = project(entry().replace("phase: 'canary-10'", "phase: 'canary-10"));

  const { code, err } = spawned('synth');

  expect(code).toBe(2);
  expect(err).toBe(
    `✖ ${root}/src/main.ts:9:20 is no TypeScript: Unterminated string literal.\n  → Correct that line.\n`,
  );
});

it('the page that is named where cdk8s.yaml is missing is there', async () => {
  const { findRoot } = await import('../../src/cli/load-estate.js');
  const nowhere = { cwd: '/nowhere', files: { kind: () => undefined } } as unknown as Parameters<typeof findRoot>[0];
  let hint = '';
  try {
    findRoot(nowhere);
  } catch (error) {
    hint = (error as { readonly hint: string }).hint;
  }

  const page = /docs\/\S+\.md/.exec(hint)?.[0] ?? 'no page';
  expect(existsSync(path.resolve(import.meta.dirname, '../..', page))).toBe(true);
});
