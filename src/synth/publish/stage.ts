import { UserError } from '../../model/user-error.js';
import type { Files, Lock } from '../../world.js';

/** The folder in the root that holds what is not published yet; never committed, gone after each run. */
export const STAGE = '.sluice-stage';

/** The place beside the published files, on the same file system, where a run prepares what it will rename. */
export interface Stage {
  put(path: string, content: Uint8Array): void;
  /** Where a put file waits. */
  newFile(path: string): string;
  /** Where the file that it replaces is kept until all is done. */
  oldFile(path: string): string;
  /** Clears it all away and lets the next run in; asked twice, it does so once. */
  leave(): void;
}

/** Waits for nobody: a second run is told who is at work. */
export function enterStage(files: Files, root: string): Stage {
  const rootKind = files.kind(root);
  if (rootKind !== undefined && rootKind !== 'folder') {
    throw new UserError(
      `${root} is no folder of its own.`,
      'Remove the file or link that stands there, then run again.',
    );
  }
  const stage = `${root}/${STAGE}`;
  const removeIfEmpty = () => {
    files.removeFolder(stage);
    if (rootKind === undefined) files.removeFolder(root);
  };
  let lock: Lock;
  try {
    lock = lockStage(files, stage);
  } catch (error) {
    removeIfEmpty();
    throw error;
  }
  const clear = () => {
    files.removeAll(`${stage}/new`);
    files.removeAll(`${stage}/old`);
  };
  let left = false;
  const leave = () => {
    // A second call must not clear away what the next run has prepared.
    if (left) return;
    left = true;
    try {
      clear();
      files.remove(`${stage}/.gitignore`);
    } finally {
      lock.release();
    }
    removeIfEmpty();
  };
  try {
    // What a killed run left behind.
    clear();
    // So that a run that is killed leaves nothing for `git add`.
    files.write(`${stage}/.gitignore`, '*\n');
  } catch (error) {
    leave();
    throw error;
  }
  const folders = new Set<string>();
  const place = (side: string, path: string) => {
    const file = `${stage}/${side}/${path}`;
    const folder = file.slice(0, file.lastIndexOf('/'));
    if (!folders.has(folder)) {
      files.makeFolder(folder);
      folders.add(folder);
    }
    return file;
  };
  return {
    put: (path, content) => files.write(place('new', path), content),
    newFile: path => `${stage}/new/${path}`,
    oldFile: path => place('old', path),
    leave,
  };
}

function lockStage(files: Files, stage: string): Lock {
  const kind = files.kind(stage);
  if (kind !== undefined && kind !== 'folder') {
    throw new UserError(`${stage} is no folder.`, 'Remove what stands there, then run again.');
  }
  for (;;) {
    files.makeFolder(stage);
    try {
      const lock = files.lock(stage);
      if ('release' in lock) return lock;
      throw new UserError(
        `Another run (process ${lock.heldBy}) is publishing here.`,
        `Wait for its end. If process ${lock.heldBy} is no run of Sluice, delete ${lock.file}.`,
      );
    } catch (error) {
      // The run before this one ended in between and took its folder away.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
