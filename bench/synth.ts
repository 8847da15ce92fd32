/**
 * Times whole processes that synthesize N tenants of twelve objects: ours with every check, onto an empty folder and
 * again onto what is there, beside cdk8s with one App a tenant. `npx tsx bench/synth.ts [N]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const tenants = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(path.join(tmpdir(), 'sluice-bench-'));

function timed(script: string, into: string): { readonly seconds: number; readonly megabytes: number } {
  const start = performance.now();
  const out = execFileSync('npx', ['tsx', path.join(import.meta.dirname, 'synth', script), String(tenants), into], {
    encoding: 'utf8',
  });
  const { maxRss } = JSON.parse(out) as { readonly maxRss: number };
  return { seconds: (performance.now() - start) / 1_000, megabytes: maxRss / 1_024 };
}

try {
  const rows = [
    ['sluice, all checks, empty folder', timed('ours.ts', `${folder}/ours`)],
    ['sluice, all checks, nothing changed', timed('ours.ts', `${folder}/ours`)],
    ['cdk8s, one App a tenant, no checks', timed('cdk8s.ts', `${folder}/cdk8s`)],
  ] as const;
  const base = rows[2][1].seconds;
  console.log(`${tenants} tenants of twelve objects, whole process`);
  for (const [name, { seconds, megabytes }] of rows) {
    console.log(
      `${name.padEnd(38)} ${seconds.toFixed(2).padStart(8)} s  ${megabytes.toFixed(0).padStart(6)} MB  1/${(base / seconds).toFixed(1)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
