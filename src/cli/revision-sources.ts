import type { Source } from '../analyze/validate.js';
import { openRepository } from '../git/repository.js';
import { UserError } from '../model/user-error.js';
import { MARKER } from '../synth/publish.js';
import type { World } from '../world.js';

const MANIFEST = /\.(ya?ml|json)$/;

/** The texts of some blobs, in their order. */
function textsIn(batch: string, count: number): readonly string[] {
  const bytes = Buffer.from(batch, 'utf8');
  const texts: string[] = [];
  let at = 0;
  while (texts.length < count) {
    const end = bytes.indexOf(10, at);
    const size = Number(bytes.subarray(at, end).toString('utf8').split(' ')[2]);
    texts.push(bytes.subarray(end + 1, end + 1 + size).toString('utf8'));
    at = end + size + 2;
  }
  return texts;
}

/**
 * The manifests below a folder at a git revision, written `revision:folder`.
 * @throws UserError when there is no such revision, or nothing there.
 */
export async function revisionSources(world: World, written: string): Promise<readonly Source[]> {
  const colon = written.indexOf(':');
  const [revision, folder] = [written.slice(0, colon), written.slice(colon + 1).replace(/\/+$/, '')];
  const repository = await openRepository(world, world.cwd);
  const commit = await repository.commitOf(revision);
  if (commit === undefined) {
    throw new UserError(
      `There is no revision "${revision}".`,
      'Name a branch, a tag or a commit, and a folder: main:dist.',
    );
  }
  const all = [...(await repository.filesAt(commit, folder === '' ? '.' : folder))];
  const files = all.filter(([path, { mode }]) => MANIFEST.test(path) && mode.startsWith('100'));
  if (files.length === 0) {
    throw new UserError(`There is no YAML or JSON in ${written}.`, 'Name the folder from the root of the repository.');
  }
  const input = files.map(([, { id }]) => `${id}\n`).join('');
  const texts = textsIn(await repository.git.tell(['cat-file', '--batch'], { input }), files.length);
  return files.map(([path], i) => {
    const below = folder === '' ? path : path.slice(folder.length + 1);
    const ours = below.includes('/') && texts[i]!.startsWith(MARKER);
    const cluster = ours ? below.slice(0, below.indexOf('/')) : '';
    return { file: `${revision}:${path}`, cluster, text: () => texts[i]! };
  });
}
