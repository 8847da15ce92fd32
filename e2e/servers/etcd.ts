import { builtFile } from '../build/part.js';
import { etcd as part } from '../build/parts/etcd.js';
import { runFolder } from '../run-folder.js';
import { answers } from './answers.js';
import type { Server } from './server.js';

export const etcdAddress = 'http://127.0.0.1:2379';

const peer = 'http://127.0.0.1:2380';

export function etcd(): Server {
  return {
    name: 'etcd',
    program: builtFile(part, 'bin/etcd'),
    args: [
      `--data-dir=${runFolder('etcd')}`,
      `--listen-client-urls=${etcdAddress}`,
      `--advertise-client-urls=${etcdAddress}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync', // what it stores need not outlive the run
    ],
    ready: () => answers(`${etcdAddress}/health`),
  };
}
