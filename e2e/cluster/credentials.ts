import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../run-folder.js';

/** The files by which the servers of a cluster know each other; made for one run, and worth nothing after it. */
export interface Credentials {
  readonly folder: string;
  readonly kubeconfig: string;
  /** Who has which token, as the API server reads it. */
  readonly tokens: string;
  readonly serviceAccountKey: string;
  readonly serviceAccountPublicKey: string;
  /** Written by the API server itself when it starts. */
  readonly apiserverCertificate: string;
}

/** Where the kubeconfig of the run's administrator is. */
export function kubeconfigFile(): string {
  return join(runFolder('credentials'), 'kubeconfig.json');
}

export function makeCredentials(apiPort: number): Credentials {
  const folder = runFolder('credentials');
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const token = randomBytes(16).toString('hex');
  const cluster = { server: `https://127.0.0.1:${apiPort}`, 'insecure-skip-tls-verify': true };
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'e2e',
    clusters: [{ name: 'e2e', cluster }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'admin', namespace: 'default' } }],
  };
  writeFileSync(kubeconfigFile(), JSON.stringify(kubeconfig));
  return {
    folder,
    kubeconfig: kubeconfigFile(),
    tokens: file('tokens.csv', `${token},admin,1,"system:masters"\n`),
    serviceAccountKey: file('service-account.key', privateKey),
    serviceAccountPublicKey: file('service-account.pub', publicKey),
    apiserverCertificate: join(folder, 'apiserver.crt'),
  };
}

/** A certificate that signs itself. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export function certificateFor(hosts: readonly string[]): Certificate {
  const folder = runFolder('credentials', hosts[0]!.replace('*', 'any'));
  const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  const names = hosts.map(host => `DNS:${host}`).join(',');
  const what = ['-subj', '/CN=sluice-e2e', '-addext', `subjectAltName=${names}`, '-days', '2'];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...what, '-keyout', key, '-out', certificate];
  execFileSync('openssl', args, { stdio: 'ignore' });
  return { certificate, key };
}
