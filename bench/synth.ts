/**
 * What synthesizing N tenants of twelve objects takes, each in a process of its own and compiled as it is published,
 * beside cdk8s with one App a tenant. `npx tsx bench/synth.ts [N]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cost } from './synth/report.js';

const tenants = Number(process.argv[2] ?? 10_000);
const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'sluice-bench-'));

function costOf(script: string, ...into: string[]): Cost {
  const file = path.join(root, '.cache/bench/bench/synth', script);
  return JSON.parse(execFileSync(process.execPath, [file, String(tenants), ...into], { encoding: 'utf8' })) as Cost;
}

try {
  execFileSync('npx', ['tsc', '-p', path.join(root, 'bench/synth')], { cwd: root, stdio: 'inherit' });
  const rows = [
    ['sluice, all checks, empty folder', costOf('ours.js', `${folder}/ours`)],
    ['sluice, all checks, nothing changed', costOf('ours.js', `${folder}/ours`)],
    ['sluice, no checks, nothing written', costOf('ours.js')],
    ['cdk8s, one App a tenant, no checks', costOf('cdk8s.js', `${folder}/cdk8s`)],
  ] as const;
  const base = rows[3][1].processor;
  console.log(`${tenants} tenants of twelve objects, whole process, processor time`);
  for (const [name, { processor, memory }] of rows) {
    const ratio = `1/${(base / processor).toFixed(1)}`;
    console.log(
      `${name.padEnd(36)} ${processor.toFixed(2).padStart(7)} s ${memory.toFixed(0).padStart(6)} MB ${ratio.padStart(7)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
