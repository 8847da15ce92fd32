import { builtFile } from '../build/part.js';
import { kubernetes } from '../build/parts/kubernetes.js';
import type { Credentials } from '../cluster/credentials.js';
import { listens } from './answers.js';
import type { Server } from './server.js';

export function kubeControllerManager({ kubeconfig, serviceAccountKey, apiserverCertificate }: Credentials): Server {
  return {
    name: 'kube-controller-manager',
    program: builtFile(kubernetes, 'bin/kube-controller-manager'),
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--service-account-private-key-file=${serviceAccountKey}`,
      `--root-ca-file=${apiserverCertificate}`,
      // kwok looks after the nodes.
      '--controllers=*,-node-lifecycle-controller,-node-ipam-controller',
    ],
    ready: () => listens('127.0.0.1', 10257),
  };
}
