import { builtFile } from '../build/part.js';
import { kubernetes } from '../build/parts/kubernetes.js';
import type { Credentials } from '../cluster/credentials.js';
import { kubectl } from '../cluster/kubectl.js';
import { etcdAddress } from './etcd.js';
import type { Server } from './server.js';

export const apiPort = 6443;

export function kubeApiserver({ folder, tokens, serviceAccountKey, serviceAccountPublicKey }: Credentials): Server {
  return {
    name: 'kube-apiserver',
    program: builtFile(kubernetes, 'bin/kube-apiserver'),
    args: [
      `--etcd-servers=${etcdAddress}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${apiPort}`,
      `--cert-dir=${folder}`,
      '--advertise-address=10.245.0.1',
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--allow-privileged=true',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${serviceAccountKey}`,
      `--service-account-key-file=${serviceAccountPublicKey}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=RBAC',
    ],
    ready: async () => (await kubectl(['get', '--raw', '/readyz'])) === 'ok',
  };
}
