import type { Manifest } from '../src/model/manifest.js';

/** What others run in the cluster, and dist only refers to. */
export const besideVoiceassistant: readonly Manifest[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'identity-service', namespace: 'voiceassistant-prod' },
    spec: {
      ports: [
        { name: 'http', port: 9000 },
        { name: 'grpc', port: 9001 },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'apisix-gateway', namespace: 'apisix' },
    spec: {
      ports: [
        { name: 'http', port: 80 },
        { name: 'grpc', port: 9081 },
      ],
    },
  },
];
