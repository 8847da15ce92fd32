// node --import tsx e2e/namespace.ts program [arg…]: runs a program in a network and a process tree of its own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const up = [
  'ip link set lo up',
  // Loopback is all there is, and every address is on it: whatever is dialled is answered here, or refused.
  'ip route replace local default dev lo',
  'echo "nameserver 127.0.0.1" > "$SLUICE_E2E_RUN/resolv.conf"',
  'mount --bind "$SLUICE_E2E_RUN/resolv.conf" /etc/resolv.conf',
].join(' && ');

// When the first process in the tree ends, or this one does, the kernel ends all that is left in it: nothing outlives a run.
const room = ['--net', '--pid', '--mount', '--fork', '--kill-child', '--mount-proc'];
const ways = [...(process.getuid?.() === 0 ? [room] : []), ['--map-root-user', ...room]];

function works(way: readonly string[]): boolean {
  return spawnSync('unshare', [...way, 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' }).status === 0;
}

const way = ways.find(works);
const [program, ...args] = process.argv.slice(2);
if (!way || !program) {
  console.error(
    program
      ? [
          'This machine gives no network namespace: "unshare --map-root-user --net --pid ip link set lo up" fails.',
          'The suite needs Linux, the packages util-linux and iproute2, and root or unprivileged user namespaces',
          '(sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu).',
        ].join('\n')
      : 'Which program? node --import tsx e2e/namespace.ts program [arg…]',
  );
  process.exit(2);
}

const run = mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
const child = spawn(
  'setpriv',
  ['--pdeathsig', 'KILL', 'unshare', ...way, 'sh', '-c', `${up} && exec "$@"`, 'sh', program, ...args],
  {
    stdio: 'inherit',
    env: { ...process.env, SLUICE_E2E_RUN: run },
  },
);
// Ctrl-C reaches the program through the terminal; it says its last words and this process waits for them.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGKILL'));
child.on('error', error => {
  console.error(`setpriv (package util-linux) does not start: ${error.message}`);
  process.exitCode = 2;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
  if (code === 0) rmSync(run, { recursive: true, force: true });
  else console.error(`Logs and configuration of this run: ${run}`);
});
