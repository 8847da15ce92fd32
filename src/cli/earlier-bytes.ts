import type { Base } from './base.js';
import type { PhaseChange } from './phase-change.js';

/** How many commits of a file are looked at; older ones prove little about today's estate. */
const DEPTH = 200;

/** Whether a rollback writes the very bytes that an earlier commit had in that phase; a sentence that says so or not. */
export async function earlierBytes(
  { repository, tip, prefix, project }: Base,
  { changes }: PhaseChange,
): Promise<string> {
  const units = changes.filter(({ path }) => path.startsWith(`${prefix}${project.dist}/`));
  const other: string[] = [];
  const commits = new Set<string>();
  for (const { path, content } of units) {
    const found = await commitWith(path, content);
    if (found === undefined) other.push(path);
    else commits.add(found.slice(0, 12));
  }
  if (other.length === 0) return `Every file is byte for byte what it was at ${[...commits].join(', ')}.`;
  return `${other.length} of ${units.length} files are what no earlier commit had, since the estate has changed: ${other.slice(0, 3).join(', ')}.`;

  async function commitWith(path: string, content: string | undefined): Promise<string | undefined> {
    for (const { commit } of (await repository.history(tip, path)).slice(0, DEPTH)) {
      if ((await repository.fileAt(commit, path)) === content) return commit;
    }
    return undefined;
  }
}
