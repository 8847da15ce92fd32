import { builtFile } from '../build/part.js';
import { argocd as part } from '../build/parts/argocd.js';
import type { Credentials } from '../cluster/credentials.js';
import { runFolder } from '../run-folder.js';
import { answers, listens } from './answers.js';
import { redisPort } from './redis.js';
import type { Server } from './server.js';

/** The namespace that Argo CD reads its Applications from. */
export const argocdNamespace = 'argocd';

const repoServerPort = 8081;

function environment({ kubeconfig }: Credentials): Readonly<Record<string, string>> {
  return {
    KUBECONFIG: kubeconfig,
    // Its own cluster is the one of the kubeconfig.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_RECONCILIATION_TIMEOUT: '5s',
    ARGOCD_RECONCILIATION_JITTER: '0s',
    ARGOCD_TLS_DATA_PATH: runFolder('argocd', 'tls'),
    ARGOCD_SSH_DATA_PATH: runFolder('argocd', 'ssh'),
    ARGOCD_PLUGINSOCKFILEPATH: runFolder('argocd', 'plugins'),
    ARGOCD_ASK_PASS_SOCK: `${runFolder('argocd')}/askpass.sock`,
    TMPDIR: runFolder('argocd', 'tmp'),
  };
}

/** Reads Git and renders manifests. */
export function repoServer(credentials: Credentials): Server {
  return {
    name: 'argocd-repo-server',
    program: builtFile(part, 'bin/argocd-repo-server'),
    args: [
      '--address=127.0.0.1',
      `--port=${repoServerPort}`,
      '--metrics-address=127.0.0.1',
      '--metrics-port=8084',
      '--disable-tls',
      `--redis=127.0.0.1:${redisPort}`,
    ],
    env: environment(credentials),
    ready: () => listens('127.0.0.1', repoServerPort),
  };
}

/** Compares and syncs. */
export function applicationController(credentials: Credentials): Server {
  return {
    name: 'argocd-application-controller',
    program: builtFile(part, 'bin/argocd-application-controller'),
    args: [
      `--namespace=${argocdNamespace}`,
      `--kubeconfig=${credentials.kubeconfig}`,
      `--redis=127.0.0.1:${redisPort}`,
      `--repo-server=127.0.0.1:${repoServerPort}`,
      '--repo-server-plaintext',
      '--metrics-port=8082',
      '--status-processors=4',
      '--operation-processors=4',
    ],
    env: environment(credentials),
    ready: () => answers('http://127.0.0.1:8082/healthz'),
  };
}
