import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** A module's zip, unpacked in Go's own cache; `go` has checked it against the public checksum database. */
export interface GoModule {
  readonly folder: string;
  readonly sum: string;
}

export function fetchGoModule(module: string, version: string): GoModule {
  // Outside of any Go module, so that no go.mod of the caller is read or changed.
  const text = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: tmpdir(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answer = JSON.parse(text) as { readonly Dir?: string; readonly Sum?: string };
  if (!answer.Dir || !answer.Sum) throw new Error(`go mod download gave no folder for ${module}@${version}.`);
  return { folder: answer.Dir, sum: answer.Sum };
}
