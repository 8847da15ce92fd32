import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A source file below a folder. */
export interface Source {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

export function sourcesUnder(folder: string): readonly Source[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts'));
  return paths.sort().map(path => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}
