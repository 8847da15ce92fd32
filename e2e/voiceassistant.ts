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
  // APISIX takes every protocol on one port, and a gateway speaks HTTP/1.1 to it unless told to keep the client's: without
  // this every gRPC call that has not moved is dropped. It holds for a gateway only where it stands beside the Service.
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'apisix-gateway', namespace: 'apisix' },
    spec: {
      host: 'apisix-gateway.apisix.svc.cluster.local',
      trafficPolicy: { connectionPool: { http: { useClientProtocol: true } } },
    },
  },
];
