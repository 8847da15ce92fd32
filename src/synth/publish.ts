import { UserError } from '../model/user-error.js';
import type { Entry, Files } from '../world.js';
import { apply } from './publish/apply.js';
import { ClaimedPaths } from './publish/claimed-paths.js';
import { explained } from './publish/faults.js';
import { isOurs, marked } from './publish/marker.js';
import { enterStage, STAGE, type Stage } from './publish/stage.js';

export { MARKER } from './publish/marker.js';

export interface PublishOptions {
  /**
   * The folders below the root, with `/`, in which files that carry our marker and were not added are removed.
   * @default the root itself: all that is there
   */
  readonly owned?: readonly string[];
}

/** What a commit did; paths are relative to the root, with `/`, sorted within each list. */
export interface Published {
  readonly written: readonly string[];
  /** How many files had these bytes already; they were not touched. */
  readonly unchanged: number;
  readonly removed: readonly string[];
  /** What stands in the owned folders without our marker; left alone. */
  readonly foreign: readonly string[];
}

/** One run that writes; it ends in `commit` or `abort`. */
export interface Publication {
  /** Says a file's text, without the marker line. It is compared with what is there, and staged when it differs. */
  add(path: string, text: string): void;
  /** Puts the staged files in their places and removes our files that were not added: all of it, or nothing. */
  commit(): Published;
  /** Leaves the folder as it was before the run. */
  abort(): void;
}

/**
 * Begins to publish into a folder. Nothing in it changes before `commit`, which puts every file there in one step
 * each; a run that is killed leaves files that are wholly old or wholly new, and the next one heals the rest.
 */
export function publish(files: Files, root: string, options: PublishOptions = {}): Publication {
  const owned = options.owned ?? [''];
  return explained(root, () => {
    const stage = enterStage(files, root);
    return new Run(files, root, owned, stage);
  });
}

class Run implements Publication {
  private readonly claimed = new ClaimedPaths();
  private readonly before: ReadonlyMap<string, Entry['kind']>;
  private readonly staged: string[] = [];
  private unchanged = 0;
  private ended = false;

  constructor(
    private readonly files: Files,
    private readonly root: string,
    private readonly owned: readonly string[],
    private readonly stage: Stage,
  ) {
    this.before = new Map(files.list(root).map(entry => [entry.path, entry.kind]));
  }

  add(path: string, text: string): void {
    this.orAbort(() => {
      this.claimed.claim(path);
      this.refuseLinks(path);
      const content = Buffer.from(marked(text));
      const there = this.before.has(path) ? this.files.read(`${this.root}/${path}`) : undefined;
      if (there?.equals(content)) {
        this.unchanged++;
        return;
      }
      if (there && !isOurs(there)) throw notOurs(`${this.root}/${path}`);
      this.stage.put(path, content);
      this.staged.push(path);
    });
  }

  commit(): Published {
    const published = this.orAbort(() => {
      const { removed, foreign, folders } = this.notClaimed();
      const written = [...this.staged].sort();
      apply(this.files, this.root, this.stage, { written, removed, folders });
      return { written, unchanged: this.unchanged, removed, foreign };
    });
    this.abort();
    return published;
  }

  abort(): void {
    this.ended = true;
    this.stage.leave();
  }

  /** What stands in the owned folders and was not added. */
  private notClaimed(): { removed: readonly string[]; foreign: readonly string[]; folders: readonly string[] } {
    const [removed, foreign, folders]: [string[], string[], string[]] = [[], [], []];
    for (const [path, kind] of this.before) {
      if (this.claimed.has(path) || !this.isOwned(path)) continue;
      if (kind === 'folder') folders.push(path);
      else if (kind === 'file' && isOurs(this.files.read(`${this.root}/${path}`))) removed.push(path);
      else foreign.push(path);
    }
    return { removed, foreign, folders };
  }

  private isOwned(path: string): boolean {
    if (path === STAGE || path.startsWith(`${STAGE}/`)) return false;
    return this.owned.some(folder => folder === '' || path === folder || path.startsWith(`${folder}/`));
  }

  /** Neither the file nor a folder on the way to it may be a link: what it points to is not ours to write. */
  private refuseLinks(path: string): void {
    // What stands below a folder was found in it, so the way there is clear.
    if (this.before.get(path) === 'file') return;
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const part = end < 0 ? path : path.slice(0, end);
      const kind = this.before.get(part);
      if (kind !== undefined && kind !== (end < 0 ? 'file' : 'folder')) throw inTheWay(`${this.root}/${part}`, kind);
      if (end < 0) return;
    }
  }

  private orAbort<T>(work: () => T): T {
    if (this.ended) throw new Error('This publication has ended.');
    try {
      return explained(this.root, work);
    } catch (error) {
      this.abort();
      throw error;
    }
  }
}

function notOurs(file: string): UserError {
  return new UserError(
    `${file} was not written by Sluice, and a generated file belongs in its place.`,
    'Move it away or delete it, then run again.',
  );
}

function inTheWay(file: string, kind: Entry['kind']): UserError {
  const seen = { link: 'a symbolic link', folder: 'a folder', file: 'a file', other: 'no regular file' }[kind];
  return new UserError(
    `${file} is ${seen}, where a generated file or its folder belongs.`,
    'Remove it, then run again; Sluice neither follows nor replaces it.',
  );
}
