import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Some tests use the package as a stranger gets it, so what they use must be built from what is here. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: path.resolve(import.meta.dirname, '..'), stdio: 'inherit' });
}
