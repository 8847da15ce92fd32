import type { Located } from '../../src/model/located.js';
import type { Json } from '../../src/model/manifest.js';

/** An Ingress of ingress-nginx on shop.example.com. */
export function ingress(
  annotations: Readonly<Record<string, string>>,
  spec: Readonly<Record<string, Json>> = {},
): Located {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  return {
    where: { file: 'in.yaml', document: 0 },
    manifest: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'acme', annotations },
      spec: {
        ingressClassName: 'nginx',
        rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/(.*)', pathType: 'Prefix', backend }] } }],
        ...spec,
      },
    },
  };
}
