import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtFile } from '../build/part.js';
import { istio } from '../build/parts/istio.js';
import { runFolder } from '../run-folder.js';
import { answers, listens } from './answers.js';
import type { Server } from './server.js';

export interface IstiodOptions {
  /** Istio's objects come from the YAML files of a folder, or from an API server. */
  readonly from: { readonly folder: string } | { readonly kubeconfig: string };
  /**
   * What istiod does where a VirtualService is silent: two attempts more, which hides a dropped request.
   * @default 0
   */
  readonly retries?: number;
}

export const xdsPort = 15010;

/** Istio's control plane, for north-south traffic: no sidecars, no certificate authority. */
export function istiod({ from, retries = 0 }: IstiodOptions): Server {
  const mesh = join(runFolder(), 'mesh.json');
  writeFileSync(mesh, JSON.stringify(meshConfig(retries), undefined, 2));
  const source =
    'folder' in from
      ? ['--configDir', from.folder, '--registries=']
      : ['--kubeconfig', from.kubeconfig, '--clusterID=Kubernetes'];
  return {
    name: 'istiod',
    program: builtFile(istio, 'bin/pilot-discovery'),
    args: [
      'discovery',
      ...source,
      '--domain=cluster.local',
      `--meshConfig=${mesh}`,
      '--httpAddr=127.0.0.1:18080',
      '--httpsAddr=',
      `--grpcAddr=127.0.0.1:${xdsPort}`,
      '--secureGRPCAddr=',
      '--monitoringAddr=127.0.0.1:15014',
    ],
    cwd: runFolder('istiod'),
    env: {
      POD_NAME: 'istiod-0', // its identity in the leader election; it ends at once when it has none
      POD_NAMESPACE: 'istio-system',
      CLUSTER_ID: 'Kubernetes',
      PILOT_CERT_PROVIDER: 'none',
      ENABLE_CA_SERVER: 'false',
      INJECT_ENABLED: 'false',
      INJECTION_WEBHOOK_CONFIG_NAME: '',
      VALIDATION_WEBHOOK_CONFIG_NAME: '',
      // Filters that only Istio's own build of Envoy has.
      PILOT_ENABLE_METADATA_EXCHANGE: 'false',
      PILOT_ENABLE_ALPN_FILTER: 'false',
      PILOT_DISABLE_MX_ALPN: 'true',
      PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'false',
      // Who asks is only checked, and secrets only given, where an API server can judge tokens.
      XDS_AUTH_PLAINTEXT: String('kubeconfig' in from),
    },
    // With files alone its readiness page never says yes.
    ready: () => ('folder' in from ? listens('127.0.0.1', xdsPort) : answers('http://127.0.0.1:18080/ready')),
  };
}

function meshConfig(retries: number): object {
  return {
    rootNamespace: 'istio-system',
    trustDomain: 'cluster.local',
    enableAutoMtls: false, // the backends speak in the clear
    enableTracing: false,
    enablePrometheusMerge: false,
    ingressControllerMode: 'OFF',
    defaultProviders: {}, // its metrics filter is not in stock Envoy
    defaultConfig: { discoveryAddress: `127.0.0.1:${xdsPort}` },
    defaultHttpRetryPolicy: { attempts: retries },
  };
}
