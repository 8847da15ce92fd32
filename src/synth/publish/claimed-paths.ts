import { UserError } from '../../model/user-error.js';
import { STAGE } from './stage.js';

/** How file systems that ignore case see a path. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** A path with `/` that stays inside, as a file's name has to be on every system. */
const INSIDE = /^[^/\\:*?"<>|\0]+(\/[^/\\:*?"<>|\0]+)*$/;

/** The paths of one run: each stays inside the root, and no two are one file anywhere. */
export class ClaimedPaths {
  private readonly folders = new Set<string>();
  /** Folded paths of files and of the folders above them, each with its first spelling. */
  private readonly spellings = new Map<string, string>();

  /** Whether a path was claimed, or is a folder of one that was. */
  has(path: string): boolean {
    return this.spellings.get(folded(path)) === path;
  }

  claim(path: string): void {
    const parts = path.split('/');
    if (!INSIDE.test(path) || parts.some(part => part === '.' || part === '..') || parts[0] === STAGE) {
      throw new UserError(
        `"${path}" is no path inside the output folder.`,
        'Use names of letters, digits, "-" and "." for clusters, tenants and migrations.',
      );
    }
    this.claimFolder(path.slice(0, Math.max(0, path.lastIndexOf('/'))), path);
    if (this.folders.has(path)) throw fileAndFolder(path);
    if (this.has(path)) throw new UserError(`Two units are written to "${path}".`, 'Give one of them another name.');
    this.spell(path, path);
  }

  /** Once a folder is claimed, so are all above it. */
  private claimFolder(folder: string, path: string): void {
    if (folder === '' || this.folders.has(folder)) return;
    this.claimFolder(folder.slice(0, Math.max(0, folder.lastIndexOf('/'))), path);
    if (this.has(folder)) throw fileAndFolder(folder);
    this.spell(folder, path);
    this.folders.add(folder);
  }

  private spell(part: string, path: string): void {
    const key = folded(part);
    const first = this.spellings.get(key);
    if (first !== undefined && first !== part) {
      throw new UserError(
        `"${path}" and "${first}" differ in case only, and are one file on macOS and Windows.`,
        'Give one of them another name.',
      );
    }
    this.spellings.set(key, part);
  }
}

function fileAndFolder(path: string): UserError {
  return new UserError(`"${path}" is a file and a folder at once.`, 'Give one of them another name.');
}
