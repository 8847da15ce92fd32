import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where built programs live between runs: `SLUICE_E2E_CACHE`, else `sluice-e2e` in the user's cache folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['SLUICE_E2E_CACHE']) return resolve(env['SLUICE_E2E_CACHE']);
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sluice-e2e');
}
