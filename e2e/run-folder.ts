import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this run: logs, configuration, data. It is kept when the run fails. */
export function runFolder(...below: readonly string[]): string {
  const run = process.env['SLUICE_E2E_RUN'];
  if (!run) throw new Error('Real servers start only in a namespace of their own. Run: npm run e2e');
  const folder = join(run, ...below);
  mkdirSync(folder, { recursive: true });
  return folder;
}
