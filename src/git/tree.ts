import { UserError } from '../model/user-error.js';
import type { Git } from './git.js';

/** What to write below a folder: a blob's id, nothing in the place of what stood there, or a folder's own entries. */
type Wanted = Map<string, string | undefined | Wanted>;

/** One line of `git ls-tree`, which `git mktree` reads again. */
interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
}

/**
 * Writes the tree of a commit with some files set, and those without a blob removed.
 * @throws UserError when a file would stand where a folder, a link or a submodule is, or the other way round.
 */
export async function writeTree(
  git: Git,
  commit: string,
  files: ReadonlyMap<string, string | undefined>,
): Promise<string> {
  const wanted: Wanted = new Map();
  for (const [path, blob] of files) want(wanted, path, path.split('/'), blob);
  return (await write(git, `${commit}^{tree}`, wanted, '')) ?? (await git.tell(['mktree'])).trim();
}

function want(folder: Wanted, path: string, [name, ...rest]: readonly string[], blob: string | undefined): void {
  if (!name || name === '.' || name === '..' || name.toLowerCase() === '.git' || name.includes('\0')) {
    throw new Error(`${JSON.stringify(path)} is no path inside a repository.`);
  }
  if (rest.length === 0) {
    folder.set(name, blob);
    return;
  }
  const below = folder.get(name) ?? new Map();
  if (typeof below === 'string') throw new Error(`${JSON.stringify(path)} goes through a file.`);
  folder.set(name, below);
  want(below, path, rest, blob);
}

/** The id of the written tree; `undefined` for an empty one, which git does not keep. */
async function write(git: Git, tree: string | undefined, wanted: Wanted, folder: string): Promise<string | undefined> {
  const entries = tree === undefined ? new Map<string, Entry>() : await read(git, tree);
  for (const [name, what] of wanted) {
    const before = entries.get(name);
    const id =
      what instanceof Map
        ? await write(git, folderId(before, folder + name), what, `${folder}${name}/`)
        : fileId(before, what, folder + name);
    if (id === undefined) entries.delete(name);
    else if (what instanceof Map) entries.set(name, { mode: '040000', type: 'tree', id });
    else entries.set(name, { mode: before?.mode ?? '100644', type: 'blob', id });
  }
  if (entries.size === 0) return undefined;
  const input = [...entries].map(([name, { mode, type, id }]) => `${mode} ${type} ${id}\t${name}\0`).join('');
  return (await git.tell(['mktree', '-z', '--missing'], { input })).trim();
}

async function read(git: Git, tree: string): Promise<Map<string, Entry>> {
  const lines = (await git.tell(['ls-tree', '-z', '--full-tree', tree])).split('\0').filter(Boolean);
  return new Map(
    lines.map(line => {
      const [mode, type, id] = line.slice(0, line.indexOf('\t')).split(' ');
      return [line.slice(line.indexOf('\t') + 1), { mode: mode!, type: type!, id: id! }];
    }),
  );
}

function folderId(before: Entry | undefined, path: string): string | undefined {
  if (before && before.type !== 'tree') throw inTheWay(path, 'folder', before);
  return before?.id;
}

function fileId(before: Entry | undefined, blob: string | undefined, path: string): string | undefined {
  if (before && !before.mode.startsWith('100')) throw inTheWay(path, 'file', before);
  return blob;
}

function inTheWay(path: string, wanted: string, { mode, type }: Entry): UserError {
  const what =
    type === 'tree' ? 'a folder' : type === 'commit' ? 'a submodule' : mode === '120000' ? 'a link' : 'a file';
  return new UserError(`A ${wanted} is to be written to ${path}, where the repository has ${what}.`, `Remove ${path}.`);
}
