import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, Part } from '../part.js';

/**
 * Debian's packages, unpacked into the cache: nothing is installed on the machine and no root is needed. Where the
 * machine has a redis-server already, that one is used.
 */
export const redis: Part = {
  name: 'redis',
  version: 'debian',
  makes: ['bin/redis-server'],
  async make(bench) {
    const bin = join(bench.out, 'bin');
    await mkdir(bin);
    const own = (await bench.run('sh', ['-c', 'command -v redis-server || true'])).trim();
    const lines = own ? [`exec ${own} "$@"`] : await unpack(bench);
    await writeFile(join(bin, 'redis-server'), ['#!/bin/sh', ...lines, ''].join('\n'));
    await chmod(join(bin, 'redis-server'), 0o755);
    await bench.run(join(bin, 'redis-server'), ['--version']);
  },
};

// What every Debian has, and what may not be mixed with the machine's own.
const provided = /^(libc6|libgcc-s1|gcc-\d+-base|libcrypt1)$/;
const strict = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(kind => `--no-${kind}`);

/** @returns the lines of a start script that finds program and libraries beside itself. */
async function unpack({ out, scratch, run }: Bench): Promise<readonly string[]> {
  const depends = await run('apt-cache', ['depends', '--recurse', ...strict, 'redis-tools']);
  const packages = depends.split('\n').filter(line => /^[a-z0-9]/.test(line) && !provided.test(line));
  await run('apt-get', ['download', '-q', ...packages], { cwd: scratch });
  await run('sh', ['-c', `for f in *.deb; do dpkg-deb -x "$f" ${JSON.stringify(join(out, 'root'))}; done`], {
    cwd: scratch,
  });
  // One program under two names: which of them it is, it reads from the name it was called by.
  await symlink('redis-check-rdb', join(out, 'root/usr/bin/redis-server'));
  return [
    'root=$(dirname "$(readlink -f "$0")")/../root',
    'LD_LIBRARY_PATH=$(find "$root/usr/lib" "$root/lib" -maxdepth 1 -type d -name "*-linux-gnu" 2>/dev/null | tr "\\n" ":")',
    'export LD_LIBRARY_PATH',
    'exec "$root/usr/bin/redis-server" "$@"',
  ];
}
