import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = path.dirname(createRequire(import.meta.url).resolve('sluice/package.json'));

/** The text of a file that comes with Sluice, by its path in the package: `crds/index.json`. */
export function packaged(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}
