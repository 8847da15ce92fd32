import { UserError } from '../../model/user-error.js';
import type { Files } from '../../world.js';
import type { Stage } from './stage.js';

/** What a run changes, relative to the root. */
interface Change {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Folders that nothing is written to, sorted; those that are empty go too. */
  readonly folders: readonly string[];
}

type Undo = () => void;

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * Removes first and writes then, so that a name may come back in another case, or a folder where a file was. Whatever
 * was done is undone, last first, when a step fails: all of it, or nothing.
 */
export function apply(files: Files, root: string, stage: Stage, { written, removed, folders }: Change): void {
  const undo: Undo[] = [];
  try {
    for (const path of removed) {
      const [place, kept] = [`${root}/${path}`, stage.oldFile(path)];
      files.rename(place, kept);
      undo.push(() => files.rename(kept, place));
    }
    for (const path of written) write(files, root, stage, path, undo);
    // From the inside out.
    for (const folder of [...folders].reverse()) {
      if (files.removeFolder(`${root}/${folder}`)) undo.push(() => files.makeFolder(`${root}/${folder}`));
    }
  } catch (error) {
    putBack(root, undo, error);
    throw error;
  }
}

function putBack(root: string, undo: readonly Undo[], cause: unknown): void {
  let failed = 0;
  for (const step of [...undo].reverse()) {
    try {
      step();
    } catch {
      failed++;
    }
  }
  if (failed === 0) return;
  throw new UserError(
    `Publishing stopped half-way (${(cause as Error).message}), and ${failed} files in ${root} could not be put back.`,
    'Mend that, then run again: each file there is wholly old or wholly new, and the next run makes all of them new.',
  );
}

function write(files: Files, root: string, stage: Stage, path: string, undo: Undo[]): void {
  const place = `${root}/${path}`;
  if (files.kind(place) === 'file') {
    const kept = stage.oldFile(path);
    files.keep(place, kept);
    undo.push(() => files.rename(kept, place));
  } else {
    makeFolders(files, root, folderOf(path), undo);
    undo.push(() => files.remove(place));
  }
  files.rename(stage.newFile(path), place);
}

/** The folders that are missing on the way, outermost first. */
function makeFolders(files: Files, root: string, folder: string, undo: Undo[]): void {
  if (folder === '' || files.kind(`${root}/${folder}`) === 'folder') return;
  makeFolders(files, root, folderOf(folder), undo);
  files.makeFolder(`${root}/${folder}`);
  undo.push(() => {
    files.removeFolder(`${root}/${folder}`);
  });
}
