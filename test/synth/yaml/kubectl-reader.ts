import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('./kubectl', import.meta.url));
const CACHE = path.resolve(SOURCE, '../../../../.cache/kubectl-reader');

/** What kubectl's own code makes of YAML texts: a list of documents for each. */
export type KubectlReader = (texts: readonly string[]) => readonly unknown[];

interface Answer {
  readonly documents: readonly unknown[];
  readonly fault?: string;
}

/** The compiled reader, named after its source: compiled once, and again when that changes. */
function program(): string {
  const hash = createHash('sha256');
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(fs.readFileSync(path.join(SOURCE, file)));
  const compiled = path.join(CACHE, hash.digest('hex').slice(0, 16));
  if (!fs.existsSync(compiled)) {
    const fresh = `${compiled}.${process.pid}`;
    execFileSync('go', ['build', '-o', fresh, '.'], { cwd: SOURCE, stdio: 'pipe' });
    fs.renameSync(fresh, compiled);
  }
  return compiled;
}

/** The reader, or the reason why there is none on this machine. */
export function kubectlReader(): KubectlReader | string {
  try {
    execFileSync('go', ['version'], { stdio: 'pipe' });
  } catch {
    return "Go is not installed, so kubectl's own YAML parser cannot be asked";
  }
  let compiled: string;
  try {
    compiled = program();
  } catch (error) {
    return `kubectl's own YAML parser does not compile here: ${(error as Error).message}`;
  }
  return texts => {
    const input = JSON.stringify(texts);
    const answers = JSON.parse(
      execFileSync(compiled, { input, encoding: 'utf8', maxBuffer: 1e9 }),
    ) as readonly Answer[];
    return answers.map(({ documents, fault }) => {
      if (fault !== undefined) throw new Error(fault);
      return documents;
    });
  };
}
