import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyModule } from '../go.js';
import type { Part } from '../part.js';

/** What the program reads while it runs; the pages' own assets need npm, and only people look at them. */
const STATIC = ['options', 'templates', 'public'];

/** A forge with pull requests. It is built as the main module, so that its own `replace` lines count; SQLite needs C. */
export const gitea: Part = {
  name: 'gitea',
  version: '1.26.0',
  makes: ['bin/gitea', 'static/templates/home.tmpl'],
  async make(bench) {
    const cwd = await copyModule(bench, `code.gitea.io/gitea@v${gitea.version}`);
    const env = { CGO_ENABLED: '1', GOFLAGS: '-buildvcs=false -trimpath', GOWORK: 'off' };
    const set = ['-s', '-w', '-X', `main.Version=${gitea.version}`].join(' ');
    const flags = ['-tags', 'sqlite sqlite_unlock_notify', '-ldflags', set, '-o', join(bench.out, 'bin', 'gitea')];
    await mkdir(join(bench.out, 'bin'), { recursive: true });
    await bench.run('go', ['build', ...flags, '.'], { cwd, env });
    for (const folder of STATIC) await cp(join(cwd, folder), join(bench.out, 'static', folder), { recursive: true });
    // Without it every start logs that there are no assets.
    const assets = join(bench.out, 'static', 'public', 'assets', '.vite');
    await mkdir(assets, { recursive: true });
    await writeFile(join(assets, 'manifest.json'), '{}\n');
  },
};
