import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.js';

/** What a recipe may touch while it makes its part. */
export interface Bench {
  /** The files of the part go here; the folder enters the cache only when the recipe ends well. */
  readonly out: string;
  /** An empty folder for what nobody needs afterwards. */
  readonly scratch: string;
  /** Runs a program and gives its standard output; everything it says is also in the part's log. */
  run(program: string, args: readonly string[], where?: Where): Promise<string>;
}

export interface Where {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Programs and files that are built together, from one source at one version. */
export interface Part {
  /** Its name on the command line of `npm run e2e:build`. */
  readonly name: string;
  readonly version: string;
  /** The files that the recipe promises, relative to the part's folder. */
  readonly makes: readonly string[];
  make(bench: Bench): Promise<void>;
}

/** The part's folder in the cache. A new version is a new folder, so two checkouts can share one cache. */
export function folderOf(part: Part): string {
  return join(cacheFolder(), `${part.name}-${part.version}`);
}

export function isBuilt(part: Part): boolean {
  return part.makes.every(file => existsSync(join(folderOf(part), file)));
}

/** The path of one file of a built part. */
export function builtFile(part: Part, file: string): string {
  const path = join(folderOf(part), file);
  if (!part.makes.includes(file)) throw new Error(`The part "${part.name}" does not promise "${file}".`);
  if (!existsSync(path))
    throw new Error(`"${part.name}" ${part.version} is not built. Run: npm run e2e:build -- ${part.name}`);
  return path;
}
