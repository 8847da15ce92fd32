import { UserError } from '../model/user-error.js';
import type { World } from '../world.js';
import { type Git, gitIn } from './git.js';

/** A commit that changed a file. */
export interface Revision {
  readonly commit: string;
  /** When it was committed, in milliseconds since 1970; for a merged branch, when it was merged. */
  readonly time: number;
}

/** A file as git keeps it. */
export interface Blob {
  /** `100644`, `100755`, `120000`. */
  readonly mode: string;
  readonly id: string;
}

/** Reads a git repository. Revisions are whatever git takes: a branch, a tag, a commit, `HEAD~2`. */
export interface Repository {
  readonly git: Git;
  /** The folder with the working tree, absolute. */
  readonly root: string;
  /** The commit of a revision; `undefined` when there is none. */
  commitOf(revision: string): Promise<string | undefined>;
  /** The branch that is checked out; `undefined` for none. */
  branch(): Promise<string | undefined>;
  /** Files of the working tree that differ from HEAD, and files that git does not know. */
  changes(): Promise<readonly string[]>;
  remoteUrl(remote: string): Promise<string | undefined>;
  /** The branch that the remote itself names as its main one. */
  defaultBranch(remote: string): Promise<string>;
  /** Brings a remote branch up to date, as `remote/branch`, and gives its commit. */
  fetch(remote: string, branch: string): Promise<string>;
  /** How many commits each of two revisions has that the other lacks. */
  distance(from: string, to: string): Promise<{ readonly ahead: number; readonly behind: number }>;
  /** A file's text at a revision; `undefined` when it is not there. */
  fileAt(revision: string, path: string): Promise<string | undefined>;
  /** All files below a folder at a revision, by path. */
  filesAt(revision: string, folder: string): Promise<ReadonlyMap<string, Blob>>;
  /** The commits that changed a file, newest first, along the branch itself: a merge counts when it arrived. */
  history(revision: string, path: string): Promise<readonly Revision[]>;
  /** Whether older history exists than this clone holds. */
  shallow(): Promise<boolean>;
}

/** @throws UserError when the folder is in no working tree. */
export async function openRepository(world: Pick<World, 'run'>, folder: string): Promise<Repository> {
  const found = await gitIn(world, folder).ask(['rev-parse', '--show-toplevel']);
  if (found.code !== 0) {
    throw new UserError(`${folder} is in no git repository: ${found.stderr.trim()}`, 'Run it inside a clone.');
  }
  const root = found.stdout.replace(/\n$/, '');
  const git = gitIn(world, root);

  const commitOf = async (revision: string) => {
    const { code, stdout } = await git.ask([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    return code === 0 ? stdout.trim() : undefined;
  };

  const filesAt = async (revision: string, folderOrFile: string) =>
    new Map(
      (await git.tell(['ls-tree', '-r', '-z', '--full-tree', revision, '--', folderOrFile]))
        .split('\0')
        .filter(Boolean)
        .map(treeLine),
    );

  return {
    git,
    root,
    commitOf,
    filesAt,
    async branch() {
      const { code, stdout } = await git.ask(['symbolic-ref', '--quiet', '--short', 'HEAD']);
      return code === 0 ? stdout.trim() : undefined;
    },
    async changes() {
      const said = await git.tell(['status', '--porcelain', '--no-renames', '-z', '--untracked-files=all']);
      return said.split('\0').flatMap(line => (line === '' ? [] : [line.slice(3)]));
    },
    async remoteUrl(remote) {
      const { code, stdout } = await git.ask(['remote', 'get-url', '--', remote]);
      return code === 0 ? stdout.trim() : undefined;
    },
    async defaultBranch(remote) {
      const args = ['ls-remote', '--symref', '--', remote, 'HEAD'];
      const branch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(await git.tell(args))?.[1];
      if (branch === undefined) {
        throw new UserError(`"${remote}" does not say which branch is its main one.`, 'Name the branch.');
      }
      return branch;
    },
    async fetch(remote, branch) {
      const tracking = `refs/remotes/${remote}/${branch}`;
      await git.tell(['fetch', '--quiet', '--no-tags', '--', remote, `+refs/heads/${branch}:${tracking}`]);
      return (await git.tell(['rev-parse', '--verify', tracking])).trim();
    },
    async distance(from, to) {
      const counts = await git.tell(['rev-list', '--left-right', '--count', '--end-of-options', `${from}...${to}`]);
      const [ahead, behind] = counts.trim().split('\t').map(Number);
      return { ahead: ahead!, behind: behind! };
    },
    async fileAt(revision, path) {
      const blob = (await filesAt(revision, path)).get(path);
      return blob && git.tell(['cat-file', 'blob', blob.id]);
    },
    async history(revision, path) {
      const args = ['log', '--first-parent', '--format=%H %ct', '--end-of-options', revision, '--', path];
      const lines = (await git.tell(args)).split('\n').filter(Boolean);
      return lines.map(line => ({
        commit: line.slice(0, line.indexOf(' ')),
        time: Number(line.split(' ')[1]) * 1_000,
      }));
    },
    async shallow() {
      return (await git.tell(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
    },
  };
}

/** `100644 blob <id>\t<path>` */
function treeLine(line: string): [string, Blob] {
  const [mode, , id] = line.slice(0, line.indexOf('\t')).split(' ');
  return [line.slice(line.indexOf('\t') + 1), { mode: mode!, id: id! }];
}
