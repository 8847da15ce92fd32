import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runFolder } from '../run-folder.js';
import type { Behaviour, Pod } from './pod.js';
import type { Done, Order } from './process.js';

/** All Pods of a run, in a process of their own: so they answer while the suite is busy. */
export interface Backends {
  /** Puts a Pod there, well and answering, or makes it behave otherwise. */
  set(pod: Pod, behaviour?: Behaviour): Promise<void>;
  /** Says where a host name points, for whoever asks the run's name server. */
  resolve(name: string, addresses: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export function startBackends(): Backends {
  const log = openSync(join(runFolder(), 'backends.log'), 'a');
  const child = fork(fileURLToPath(new URL('process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', log, log, 'ipc'],
  });
  const waiting = new Map<number, (done: Done) => void>();
  let orders = 0;
  child.on('message', (done: Done) => {
    waiting.get(done.id)?.(done);
    waiting.delete(done.id);
  });
  child.on('exit', code => {
    for (const [id, say] of waiting) say({ id, error: `the process of the backends ended with ${code}` });
  });
  const tell = async (
    order: Omit<Extract<Order, { pod: Pod }>, 'id'> | Omit<Extract<Order, { name: string }>, 'id'>,
  ) => {
    const id = orders++;
    const { error } = await new Promise<Done>(resolve => {
      waiting.set(id, resolve);
      child.send({ id, ...order } satisfies Order);
    });
    if (error) throw new Error(`Backends: ${error}`);
  };
  return {
    set: (pod, behaviour = { is: 'answering' }) => tell({ pod, behaviour }),
    resolve: (name, addresses) => tell({ name, addresses }),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
