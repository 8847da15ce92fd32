import { resolve } from 'node:path';
import type { Source } from '../analyze/validate.js';
import { UserError } from '../model/user-error.js';
import { MARKER } from '../synth/publish.js';
import type { World } from '../world.js';

const MANIFEST = /\.(ya?ml|json)$/;

/** One file, as itself. */
function fileSource(world: World, path: string, file: string, cluster: string): Source {
  return { file, cluster, text: () => world.files.read(path)?.toString('utf8') ?? '' };
}

/** A folder that we wrote has a folder for each cluster; in anybody else's, everything meets on one. */
function clusterOf(world: World, path: string, below: string): string {
  const ours = below.includes('/') && world.files.read(path)?.subarray(0, MARKER.length).toString('utf8') === MARKER;
  return ours ? below.slice(0, below.indexOf('/')) : '';
}

function* under(world: World, argument: string): Iterable<Source> {
  const path = resolve(world.cwd, argument);
  const kind = world.files.kind(path);
  if (kind === 'file') yield fileSource(world, path, argument, '');
  else if (kind === 'folder') {
    for (const entry of world.files.list(path)) {
      if (entry.kind !== 'file' || !MANIFEST.test(entry.path)) continue;
      const file = `${argument.replace(/\/+$/, '')}/${entry.path}`;
      yield fileSource(world, `${path}/${entry.path}`, file, clusterOf(world, `${path}/${entry.path}`, entry.path));
    }
  } else {
    throw new UserError(
      `${argument} is no file and no folder.`,
      'Name YAML or JSON files, folders of them, or - for standard input.',
    );
  }
}

/**
 * The manifests that arguments name: files, folders with all that is below them, `-` for standard input.
 * @throws UserError when one is neither, or none names a manifest.
 */
export async function sourcesOf(world: World, args: readonly string[]): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const argument of args) {
    if (argument !== '-') sources.push(...under(world, argument));
    else {
      const text = await world.stdin.text();
      sources.push({ file: '<stdin>', cluster: '', text: () => text });
    }
  }
  if (sources.length > 0) return sources;
  throw new UserError(`There is no YAML or JSON in ${args.join(', ')}.`, 'Name the folder that holds your manifests.');
}
