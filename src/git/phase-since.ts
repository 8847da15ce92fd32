import { PHASE } from '../model/naming.js';
import type { Repository } from './repository.js';

/** Since when a file of dist has been in the phase that it says. */
export interface PhaseSince {
  readonly phase: string;
  /** The commit that brought the phase. */
  readonly commit: string;
  /** When it came, in milliseconds since 1970. */
  readonly time: number;
  /** The clone holds no older history, so the phase may have begun earlier. */
  readonly orEarlier: boolean;
}

/**
 * Reads from git history when the phase of a file in dist began.
 * @returns `undefined` when the file is not there, or says no phase
 */
export async function phaseSince(
  repository: Repository,
  revision: string,
  path: string,
): Promise<PhaseSince | undefined> {
  const phase = phaseIn((await repository.fileAt(revision, path)) ?? '');
  if (phase === undefined) return undefined;
  const history = await repository.history(revision, path);
  let first = history[0];
  for (const older of history.slice(1)) {
    if (phaseIn((await repository.fileAt(older.commit, path)) ?? '') !== phase) {
      return first && { phase, ...first, orEarlier: false };
    }
    first = older;
  }
  return first && { phase, ...first, orEarlier: await repository.shallow() };
}

const ANNOTATION = new RegExp(`^\\s*["']?${PHASE.replaceAll('.', '\\.')}["']?:\\s*(["']?)([-a-z0-9]+)\\1\\s*$`, 'm');

/** The phase that the first annotated object of a file says. */
export function phaseIn(yaml: string): string | undefined {
  return ANNOTATION.exec(yaml)?.[2];
}
