import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/analyze/rules/index.js';
import { start } from '../../src/analyze/run.js';
import { Schemas } from '../../src/analyze/schema/schemas.js';
import type { Finding } from '../../src/model/finding.js';
import { readYaml } from './read-yaml.js';

const CRDS = join(import.meta.dirname, '../../crds');
const builtIn = Schemas.builtIn(file => readFileSync(join(CRDS, file), 'utf8'));

const FIXTURES = join(import.meta.dirname, 'rules');
const SOURCES = join(import.meta.dirname, '../../src/analyze/rules');

/** The fixtures of other rules hold only what these rules look at, so they are no whole objects. */
const optionsFor = (path: string) => (path.startsWith(join(FIXTURES, 'schema')) ? { schemas: builtIn } : {});

/** What all rules say about a file, each with its line. */
function check(path: string): readonly { readonly found: Finding; readonly line: number }[] {
  const file = readYaml(path, 'fixture.yaml');
  const run = start(rules, optionsFor(path));
  for (const object of file.objects) run.see(object);
  return run.end().map(found => ({ found, line: file.lineOf(found.where) }));
}

/** `12 weights-sum` for each id of a comment `# expect: weights-sum` on line 12. */
function expected(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      const ids = /# expect: (.*)$/.exec(line)?.[1];
      return ids === undefined ? [] : ids.split(' ').map(id => `${i + 1} ${id}`);
    });
}

describe('the list of rules', () => {
  test('holds every file of its folder under the name of the file, sorted', () => {
    const files = readdirSync(SOURCES).filter(file => file !== 'index.ts');

    expect(rules.map(rule => `${rule.id}.ts`)).toEqual(files.sort());
  });

  test('says of each rule what must hold, why, and where that is written', () => {
    for (const { id, law, why, source } of rules) {
      expect(law, id).toMatch(/^[A-Z].*\.$/s);
      expect(why, id).toMatch(/^([A-Z]|ingress-nginx|external-dns).*\.$/s);
      expect(source, id).toMatch(/^https:\/\//);
    }
  });

  test('has no fixtures of rules that are gone', () => {
    expect(readdirSync(FIXTURES).sort()).toEqual(rules.map(rule => rule.id));
  });
});

describe.each(rules.map(rule => rule.id))('%s', id => {
  const bad = join(FIXTURES, id, 'bad.yaml');
  const good = join(FIXTURES, id, 'good.yaml');

  test('finds exactly what bad.yaml expects, on its lines', () => {
    const findings = check(bad);

    expect(findings.map(({ found, line }) => `${line} ${found.rule}`).sort()).toEqual([...expected(bad)].sort());
    expect(findings.some(({ found }) => found.rule === id)).toBe(true);
  });

  test('speaks in one line that ends in a stop, and says the way out', () => {
    for (const { found } of check(bad)) {
      expect(found.message).toMatch(/^\S[^\n]*[.?]$/);
      expect(found.fix).toMatch(/^[A-Z][^\n]*\.$/);
      expect(found.where.object).toBeDefined();
    }
  });

  test('is silent on good.yaml, and so is every other rule', () => {
    expect(existsSync(good)).toBe(true);
    expect(readYaml(good, 'fixture.yaml').objects.length).toBeGreaterThan(0);
    expect(check(good).map(({ found }) => `${found.rule}: ${found.message}`)).toEqual([]);
  });

  test('finds the same kinds of faults whatever the order of the objects', () => {
    const { objects } = readYaml(bad, 'fixture.yaml');
    const found = (order: typeof objects): readonly string[] => {
      const run = start(rules, optionsFor(bad));
      for (const object of order) run.see(object);
      return [...new Set(run.end().map(({ rule }) => rule))].sort();
    };

    expect(found([...objects].reverse())).toEqual(found(objects));
  });
});
