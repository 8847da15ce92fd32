import { UserError } from '../../model/user-error.js';

const WAYS_OUT: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  EACCES: ['may not be written', 'Give yourself the right to write there (chmod, chown), then run again.'],
  EPERM: ['may not be changed', 'Close what holds it open, or lift its protection, then run again.'],
  EBUSY: ['is in use by another program', 'Close that program, then run again.'],
  EROFS: ['is on a read-only file system', 'Write to another folder, or mount it for writing.'],
  ENOSPC: ['does not fit on the disk', 'Free some space, then run again.'],
  EDQUOT: ['is over the disk quota', 'Free some space, then run again.'],
  EXDEV: ['is on another file system than its output folder', 'Keep the output folder on one file system.'],
  EMFILE: ['cannot be opened: too many files are open', 'Raise the limit (ulimit -n), then run again.'],
};

interface Fault extends NodeJS.ErrnoException {
  readonly dest?: string;
}

/** Runs something that writes, and turns the faults of a file system that a person can mend into words. */
export function explained<T>(root: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = '', path, dest } = error as Fault;
    const known = WAYS_OUT[code];
    if (!known) throw error;
    const [what, hint] = known;
    throw new UserError(`${dest ?? path ?? root} ${what} (${code}); the files in ${root} are as they were.`, hint);
  }
}
