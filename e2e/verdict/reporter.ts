import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { cacheFolder } from '../build/cache.js';
import { withSection } from './proof-page.js';
import { markdownTable, summary } from './table.js';
import './task-meta.js';

const page = 'docs/proof.md';

/** Ends a run with one table of all that was measured. With `-u` it also becomes a section of docs/proof.md. */
export default class WalkTable implements Reporter {
  private updates = false;

  onInit(vitest: Vitest): void {
    this.updates = vitest.config.snapshotOptions.updateSnapshot === 'all';
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const windows = tests.flatMap(test => test.meta().windows ?? []);
    if (windows.length === 0) return;
    const table = `${markdownTable(windows)}\n\n${summary(windows)}`;
    console.log(`\n${table}`);
    const json = join(cacheFolder(), 'last-run.json');
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(json, `${JSON.stringify(windows, undefined, 2)}\n`);
    console.log(`As JSON: ${json}`);
    if (this.updates) writeFileSync(page, withSection(readFileSync(page, 'utf8'), 'walks', table));
  }
}
