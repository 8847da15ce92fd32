import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runFolder } from '../run-folder.js';
import type { Running, Server } from './server.js';

/** Starts a server and waits until it is ready. */
export async function start(server: Server): Promise<Running> {
  const folder = server.cwd ?? runFolder();
  await mkdir(folder, { recursive: true });
  const log = join(runFolder(), `${server.name}.log`);
  const out = openSync(log, 'a');
  const child = spawn(server.program, server.args, {
    cwd: folder,
    env: { ...process.env, ...server.env },
    stdio: ['ignore', out, out],
  });
  const ended = once(child, 'exit').then(([code, signal]) => `ended with ${code ?? signal}`, String);
  const state: { over?: string } = {};
  void ended.then(how => {
    state.over = how;
  });

  const deadline = Date.now() + (server.readyWithin ?? 60) * 1000;
  while (!(await server.ready().catch(() => false))) {
    const late = Date.now() > deadline;
    if (late) child.kill('SIGKILL');
    if (state.over || late) {
      throw new Error(
        `${server.name} ${state.over ?? 'is not ready in time'}. Its last words (${log}):\n${lastWords(log)}`,
      );
    }
    await sleep(50);
  }

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (state.over) return;
    child.kill(signal);
    const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(impatience);
  };
  return { name: server.name, pid: child.pid!, log, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function lastWords(log: string): string {
  return readFileSync(log, 'utf8').split('\n').slice(-12).join('\n');
}
