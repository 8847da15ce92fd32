import { builtFile } from '../build/part.js';
import { kwok as part } from '../build/parts/kwok.js';
import type { Credentials } from '../cluster/credentials.js';
import { answers } from './answers.js';
import type { Server } from './server.js';

/** Keeps nodes ready and Pods running, with addresses of 10.244.0.0/16. */
export function kwok({ kubeconfig }: Credentials): Server {
  return {
    name: 'kwok',
    program: builtFile(part, 'bin/kwok'),
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--manage-all-nodes=true',
      '--cidr=10.244.0.0/16',
      '--node-ip=10.245.0.2',
      '--node-lease-duration-seconds=40',
      '--server-address=127.0.0.1:10247',
    ],
    ready: () => answers('http://127.0.0.1:10247/healthz'),
  };
}
