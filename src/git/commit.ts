import type { Git } from './git.js';
import { writeTree } from './tree.js';

/** A file that a commit writes, or, without content, removes. */
export interface Change {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  readonly content: string | undefined;
}

export interface CommitProps {
  /** The commit that the new one follows. */
  readonly parent: string;
  readonly changes: readonly Change[];
  readonly message: string;
  /** A commit that is taken as it is when it says the same: parent, files and message. @default always a new one */
  readonly sameAs?: string;
}

/**
 * Makes a commit without touching the working tree, the index or any branch. A kill at any point leaves objects that
 * nothing refers to, which git removes by itself.
 */
export async function writeCommit(git: Git, { parent, changes, message, sameAs }: CommitProps): Promise<string> {
  const tree = await writeTree(git, parent, await writeBlobs(git, changes));
  if (sameAs !== undefined && (await says(git, sameAs, { tree, parent, message }))) return sameAs;
  const sign = (await git.ask(['config', '--type=bool', 'commit.gpgSign'])).stdout.trim() === 'true';
  const args = ['commit-tree', tree, '-p', parent, ...(sign ? ['-S'] : []), '-F', '-'];
  return (await git.tell(args, { input: message })).trim();
}

async function says(
  git: Git,
  commit: string,
  { tree, parent, message }: { readonly tree: string; readonly parent: string; readonly message: string },
): Promise<boolean> {
  const { code, stdout } = await git.ask(['show', '-s', '--format=%T %P%n%B', '--end-of-options', commit]);
  const parentCommit = (await git.tell(['rev-parse', '--verify', `${parent}^{commit}`])).trim();
  return code === 0 && stdout.trimEnd() === `${tree} ${parentCommit}\n${message.trimEnd()}`;
}

/** One process for any number of files: `hash-object` would need one each, or files on disk. */
async function writeBlobs(git: Git, changes: readonly Change[]): Promise<ReadonlyMap<string, string | undefined>> {
  const blobs = new Map<string, string | undefined>(changes.map(({ path }) => [path, undefined]));
  const written = changes.filter(({ content }) => content !== undefined);
  if (written.length === 0) return blobs;
  const commands = written.map(({ content }, at) => {
    const mark = `:${at + 1}`;
    return `blob\nmark ${mark}\ndata ${Buffer.byteLength(content!)}\n${content}\nget-mark ${mark}\n`;
  });
  const ids = await git.tell(['fast-import', '--quiet', '--done'], { input: `${commands.join('')}done\n` });
  const lines = ids.split('\n');
  written.forEach(({ path }, at) => {
    blobs.set(path, lines[at]);
  });
  return blobs;
}
