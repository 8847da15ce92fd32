import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { editPhase, findPhase } from '../../src/git/phase-edit.js';
import { runFolder } from '../run-folder.js';

const copied = ['src', 'imports', 'crds', 'dist', 'package.json', 'tsconfig.json', 'cdk8s.yaml'];

/** A copy of this repository in which phases are changed as people change them: one literal, then synth. */
export class Checkout {
  private readonly root = mkdtempSync(join(runFolder(), 'checkout-'));

  constructor() {
    for (const path of copied) cpSync(path, join(this.root, path), { recursive: true });
    symlinkSync(resolve('node_modules'), join(this.root, 'node_modules'));
  }

  /** @param migration its name, `cluster/tenant/name` */
  enter(migration: string, phase: string): void {
    const sources = this.read('src/estate').filter(({ file }) => file.endsWith('.ts'));
    if (findPhase(sources, migration).phase !== phase) {
      const { place, text } = editPhase(sources, migration, phase);
      writeFileSync(join(this.root, place.file), text);
    }
    this.run('synth');
  }

  /** Runs a command of our own CLI. */
  run(...args: readonly string[]): string {
    const bin = join(this.root, 'src/cli/bin.ts');
    return execFileSync('node', ['--import', 'tsx', bin, ...args], { cwd: this.root, encoding: 'utf8', stdio: 'pipe' });
  }

  /** What stands in dist, or in a folder of it, by path. */
  dist(...below: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(this.read(join('dist', ...below)).map(({ file, text }) => [file, text]));
  }

  private read(folder: string): readonly { readonly file: string; readonly text: string }[] {
    const entries = readdirSync(join(this.root, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile())
      .map(entry => {
        const path = join(entry.parentPath, entry.name);
        return { file: path.slice(this.root.length + 1), text: readFileSync(path, 'utf8') };
      });
  }
}
