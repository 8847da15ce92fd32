import { dump } from 'js-yaml';
import { stringify } from 'yaml';
import type { Manifest } from '../src/model/manifest.js';
import { emitDocuments } from '../src/synth/yaml.js';

/** What a tenant's objects look like: names, hosts, weights, a few texts of several lines. */
function tenant(nth: number): readonly Manifest[] {
  const name = `tenant-${nth}`;
  const metadata = (kind: string) => ({
    name: `${kind}-${nth}`,
    namespace: name,
    labels: { 'app.kubernetes.io/managed-by': 'sluice', 'app.kubernetes.io/name': kind, 'sluice.dev/tenant': name },
    annotations: { 'argocd.argoproj.io/sync-wave': '10', 'sluice.dev/phase': 'canary-25' },
  });
  const destination = (side: string) => ({
    host: `${side}.${name}.svc.cluster.local`,
    subset: side,
    port: { number: 8080 },
  });
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: metadata('checkout'),
      spec: {
        hosts: [`shop.${name}.example.com`],
        gateways: [`${name}/edge`],
        http: Array.from({ length: 8 }, (_, i) => ({
          name: `route-${i}`,
          match: [{ uri: { prefix: `/api/v${i}/orders` } }, { uri: { regex: `^/items/\\d{${i + 1}}$` } }],
          route: [
            { destination: destination('old'), weight: 75 },
            { destination: destination('new'), weight: 25 },
          ],
          timeout: '10s',
          retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset' },
          corsPolicy: { allowOrigins: [{ exact: `https://shop.${name}.example.com` }], allowMethods: ['GET', 'POST'] },
        })),
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: metadata('quota'),
      spec: { hard: { 'requests.cpu': '10', 'requests.memory': '20Gi', 'services.loadbalancers': '0' } },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('config'),
      data: { 'nginx.conf': 'server {\n  listen 80;\n  location / {\n    return 200;\n  }\n}\n', revision: 'e2706976' },
    },
  ];
}

function measure(name: string, manifests: readonly Manifest[], rounds: number, emit: () => string): void {
  let bytes = Buffer.byteLength(emit());
  for (let i = 0; i < rounds; i++) emit();
  const start = process.hrtime.bigint();
  bytes = 0;
  // Turned to bytes, since that is what a file gets, and a text that nobody reads is not even put together.
  for (let i = 0; i < rounds; i++) bytes += Buffer.from(emit()).length;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const perObject = Math.round(bytes / rounds / manifests.length);
  console.log(
    `${name.padEnd(8)} ${(bytes / 1e6 / seconds).toFixed(1).padStart(7)} MB/s  (${perObject} bytes an object)`,
  );
}

const manifests = Array.from({ length: 40 }, (_, nth) => tenant(nth)).flat();
measure('sluice', manifests, 200, () => emitDocuments(manifests));
measure('js-yaml', manifests, 12, () => manifests.map(manifest => dump(manifest)).join('---\n'));
measure('yaml', manifests, 4, () => manifests.map(manifest => stringify(manifest)).join('---\n'));
