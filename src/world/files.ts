import fs from 'node:fs';
import path from 'node:path';
import { processLock } from './process-lock.js';

/** What stands at a path; a symbolic link is itself, never what it points to. */
export type Kind = 'file' | 'folder' | 'link' | 'other';

/** One thing below a listed folder. */
export interface Entry {
  /** Relative to the listed folder, with `/` on every system. */
  readonly path: string;
  readonly kind: Kind;
}

/** An exclusive right that is held until it is released or the process is gone. */
export interface Lock {
  release(): void;
}

/** Who holds a lock that was asked for. */
export interface Held {
  readonly heldBy: number;
  /** The file that says so. */
  readonly file: string;
}

/**
 * The file system. All of it is synchronous: what is written here is small and many, and waiting for each in turn is
 * as fast. Faults keep their Node code (`EACCES`, `ENOSPC`, …).
 */
export interface Files {
  /** The whole content; `undefined` when nothing stands there. */
  read(path: string): Buffer | undefined;
  /** `undefined` when nothing stands there. */
  kind(path: string): Kind | undefined;
  /** Everything below a folder, links not followed, sorted by path; nothing when there is no such folder. */
  list(folder: string): readonly Entry[];
  /** Creates a file or replaces its content in place; a kill may leave it torn. */
  write(path: string, content: string | Uint8Array): void;
  /** Replaces a file in one step: whoever reads sees the old or the new content, whole. */
  writeWhole(path: string, content: string | Uint8Array): void;
  /** Gives a file a second name, so that the content outlives the replacement of the first. */
  keep(path: string, as: string): void;
  /** Moves within one file system, in one step, over whatever file stands there. */
  rename(from: string, to: string): void;
  /** Removes a file or a link; no error when it is gone already. */
  remove(path: string): void;
  /** Removes a folder when it is empty, and says whether it did. */
  removeFolder(path: string): boolean;
  /** Removes a folder with all that is in it; links in it are removed, not followed. */
  removeAll(folder: string): void;
  /** Creates a folder and those above it. */
  makeFolder(path: string): void;
  /** Asks for the exclusive right that stands for a folder, which must exist. A dead process holds nothing. */
  lock(folder: string): Lock | Held;
}

/** The faults that say "not there", which are answers and no errors. */
function absent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function kindOf(entry: fs.Dirent | fs.Stats): Kind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function listInto(found: Entry[], folder: string, prefix: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const kind = kindOf(entry);
    found.push({ path: prefix + entry.name, kind });
    if (kind === 'folder') listInto(found, `${folder}/${entry.name}`, `${prefix}${entry.name}/`);
  }
}

function orUndefined<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (absent(error)) return undefined;
    throw error;
  }
}

let temporaries = 0;

export const realFiles: Files = {
  read: file => orUndefined(() => fs.readFileSync(file)),
  kind: file => orUndefined(() => kindOf(fs.lstatSync(file))),
  list(folder) {
    const found: Entry[] = [];
    orUndefined(() => listInto(found, folder, ''));
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  },
  write: (file, content) => fs.writeFileSync(file, content),
  writeWhole(file, content) {
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${++temporaries}`);
    try {
      fs.writeFileSync(temporary, content, { flag: 'wx' });
      fs.renameSync(temporary, file);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
  },
  keep(file, as) {
    try {
      fs.linkSync(file, as);
    } catch (error) {
      // Not every file system knows second names.
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(`${(error as NodeJS.ErrnoException).code}`))
        throw error;
      fs.copyFileSync(file, as);
    }
  },
  rename: (from, to) => fs.renameSync(from, to),
  remove: file => fs.rmSync(file, { force: true }),
  removeFolder(folder) {
    try {
      fs.rmdirSync(folder);
      return true;
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(`${(error as NodeJS.ErrnoException).code}`)) return false;
      throw error;
    }
  },
  removeAll: folder => fs.rmSync(folder, { recursive: true, force: true }),
  makeFolder(folder) {
    fs.mkdirSync(folder, { recursive: true });
  },
  lock: processLock,
};
