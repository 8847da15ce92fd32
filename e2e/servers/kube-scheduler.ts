import { builtFile } from '../build/part.js';
import { kubernetes } from '../build/parts/kubernetes.js';
import type { Credentials } from '../cluster/credentials.js';
import { listens } from './answers.js';
import type { Server } from './server.js';

export function kubeScheduler({ kubeconfig }: Credentials): Server {
  return {
    name: 'kube-scheduler',
    program: builtFile(kubernetes, 'bin/kube-scheduler'),
    args: [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--bind-address=127.0.0.1'],
    ready: () => listens('127.0.0.1', 10259),
  };
}
