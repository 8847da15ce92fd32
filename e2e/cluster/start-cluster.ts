import { readFileSync } from 'node:fs';
import type { Manifest } from '../../src/model/manifest.js';
import { type Backends, startBackends } from '../backends/backends.js';
import { builtFile } from '../build/part.js';
import { argocd } from '../build/parts/argocd.js';
import { istio } from '../build/parts/istio.js';
import { gatewayAddress, gatewayLabels } from '../gateway.js';
import { applicationController, argocdNamespace, repoServer } from '../servers/argocd.js';
import { envoy } from '../servers/envoy.js';
import { type EnvoyAdmin, envoyAdmin } from '../servers/envoy-admin.js';
import { etcd } from '../servers/etcd.js';
import { istiod, xdsPort } from '../servers/istiod.js';
import { apiPort, kubeApiserver } from '../servers/kube-apiserver.js';
import { kubeControllerManager } from '../servers/kube-controller-manager.js';
import { kubeScheduler } from '../servers/kube-scheduler.js';
import { kwok } from '../servers/kwok.js';
import { redis } from '../servers/redis.js';
import type { Running, Server } from '../servers/server.js';
import { start } from '../servers/start.js';
import { until } from '../until.js';
import { type Credentials, certificateFor, makeCredentials } from './credentials.js';
import { type GitServer, startGitServer } from './git-server.js';
import { apply, kubectl } from './kubectl.js';
import { gatewayObjects, node } from './objects.js';

/** Every server of the whole size, running. */
export interface Cluster {
  readonly backends: Backends;
  readonly envoy: EnvoyAdmin;
  readonly git: GitServer;
  /** Ends a server abruptly, and starts it again some milliseconds later. */
  crash(name: string, downFor?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Where Argo CD is told that the Git repository is. */
  readonly repo: string;
}

const adminPort = 15000;
const gitAddress = '10.245.0.20';

/** Starts a control plane, Istio with its gateway, Argo CD and a Git server: half a minute. */
export async function startCluster({ repo }: ClusterOptions): Promise<Cluster> {
  const credentials = makeCredentials(apiPort);
  const running = new Map<string, { readonly server: Server; process: Running }>();
  const begin = async (server: Server): Promise<void> => {
    running.set(server.name, { server, process: await start(server) });
  };
  const backends = startBackends();
  const stop = async (): Promise<void> => {
    await Promise.all([...running.values()].map(({ process }) => process.kill()));
    await backends.stop();
  };
  try {
    await startControlPlane(credentials, begin);
    await startIstio(credentials, begin);
    const git = await startArgocd(credentials, begin, repo, backends);
    return {
      backends,
      envoy: envoyAdmin(adminPort),
      git,
      async crash(name, downFor = 0) {
        const found = running.get(name);
        if (!found) throw new Error(`No server "${name}" runs. There are: ${[...running.keys()].join(', ')}.`);
        await found.process.kill();
        await new Promise(resolve => setTimeout(resolve, downFor));
        found.process = await start(found.server);
      },
      async stop() {
        git.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Begin = (server: Server) => Promise<void>;

async function startControlPlane(credentials: Credentials, begin: Begin): Promise<void> {
  await begin(etcd());
  await begin(kubeApiserver(credentials));
  await Promise.all([kubeControllerManager(credentials), kubeScheduler(credentials), kwok(credentials)].map(begin));
  await apply([node]);
  await kubectl(['wait', '--for=condition=Ready', `node/${node.metadata.name}`, '--timeout=30s']);
  // The controller that would take it away, the node lifecycle's, is off.
  await kubectl(['taint', 'nodes', node.metadata.name, 'node.kubernetes.io/not-ready:NoSchedule-']).catch(() => {});
}

async function startIstio({ kubeconfig }: Credentials, begin: Begin): Promise<void> {
  await applyCrds(builtFile(istio, 'crd/istio.yaml'), builtFile(istio, 'crd/gateway-api.yaml'));
  await apply(gatewayObjects);
  await begin(istiod({ from: { kubeconfig } }));
  const account = ['-n', 'istio-system', 'create', 'token', 'istio-ingressgateway'];
  const token = (await kubectl([...account, '--audience', 'istio-ca', '--duration', '24h'])).trim();
  const xds = { address: '127.0.0.1', port: xdsPort };
  await begin(envoy({ address: gatewayAddress, adminPort, xds, labels: gatewayLabels, token }));
}

async function startArgocd(
  credentials: Credentials,
  begin: Begin,
  repo: string,
  backends: Backends,
): Promise<GitServer> {
  await applyCrds(builtFile(argocd, 'crd/argocd.yaml'));
  await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: argocdNamespace } }]);
  await kubectl([
    'apply',
    '-n',
    argocdNamespace,
    '-k',
    builtFile(argocd, 'config/argocd-cm.yaml').replace(/\/[^/]+$/, ''),
  ]);
  const host = new URL(repo).hostname;
  await backends.resolve(host, [gitAddress]);
  const git = await startGitServer(repo, gitAddress, certificateFor([host]));
  await apply([repositorySecret(repo)]);
  await begin(redis());
  await Promise.all([repoServer(credentials), applicationController(credentials)].map(begin));
  return git;
}

/** Tells Argo CD of the repository; the certificate of a run's Git server is signed by nobody. */
function repositorySecret(url: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'repository',
      namespace: argocdNamespace,
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    },
    stringData: { type: 'git', url, insecure: 'true' },
  };
}

/** A kind can be used a moment after its definition is there: the end of this is that moment. */
async function applyCrds(...files: readonly string[]): Promise<void> {
  await kubectl(['apply', '--server-side', '--force-conflicts', ...files.flatMap(file => ['-f', file])]);
  const names = files.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/^ {2}name: ([a-z]+\.[a-z0-9.]+)$/gm)].map(match => match[1]!),
  );
  await until('every custom kind can be listed', 30_000, async () => {
    for (const name of names) await kubectl(['get', name, '-A']);
    return true;
  });
}
