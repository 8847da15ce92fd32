import {
  Cluster,
  canary,
  check,
  complete,
  type Estate,
  edgeOf,
  errorRate,
  Gateway,
  Migration,
  path,
  pin,
  pinned,
  plan,
  prepare,
  Route,
  remove,
  service,
  Tenant,
} from '../index.js';
import { probe, rateLimit, security, telemetry } from './voiceassistant-mesh.js';

/** APISIX → Istio. The Istio gateway holds the door and forwards what has not moved to the old gateway's Service. */
export function voiceassistant(estate: Estate): void {
  const prod = new Cluster(estate, 'voiceassistant', { kubernetes: '1.28', istio: '1.20.1' });

  const va = new Tenant(prod, 'voiceassistant-prod', {
    claims: ['*.voiceassistant.com'],
    walls: {
      sidecars: true,
      // APISIX has no sidecar: until it is gone, what it forwards is plain text. STRICT comes after.
      mtls: 'PERMISSIVE',
      editors: ['voiceassistant-developers'],
      viewers: ['voiceassistant-on-call'],
    },
    // The rate limit is one.
    kinds: [{ group: 'networking.istio.io', kind: 'EnvoyFilter' }],
    given: [
      'Service/identity-service',
      'Service/conversation-service',
      'Service/knowledge-service',
      'Service/voice-engine',
    ],
  });

  const edge = new Gateway(va, 'edge', {
    hosts: ['api.voiceassistant.com', 'ws.voiceassistant.com', 'grpc.voiceassistant.com', 'probe.voiceassistant.com'],
    tls: { secret: 'voiceassistant-tls' },
  });

  const api = 'api.voiceassistant.com';
  const retries = { attempts: 3, perTryTimeout: '2s' };
  const policy = { outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s' } };

  const identity = new Route(va, 'identity', {
    gateway: edge,
    host: api,
    match: path.prefix('/api/v1/auth'),
    backend: service('identity-service', 9000, policy),
    timeout: '10s',
    retries,
  });
  const conversations = new Route(va, 'conversations', {
    gateway: edge,
    host: api,
    match: path.prefix('/api/v1/conversations'),
    backend: service('conversation-service', 8080, policy),
    timeout: '10s',
    retries,
  });
  const knowledge = new Route(va, 'knowledge', {
    gateway: edge,
    host: api,
    match: path.prefix('/api/v1/knowledge'),
    backend: service('knowledge-service', 8080, policy),
    timeout: '10s',
    retries,
  });
  const voice = new Route(va, 'voice-stream', {
    gateway: edge,
    host: 'ws.voiceassistant.com',
    match: path.prefix('/ws/voice/stream'),
    protocol: 'websocket',
    backend: service('voice-engine', 8080),
  });
  const grpc = new Route(va, 'identity-grpc', {
    gateway: edge,
    host: 'grpc.voiceassistant.com',
    match: path.prefix('/identity.v1.Identity'),
    protocol: 'grpc',
    backend: service('identity-service', 9001),
    timeout: '10s',
  });

  security(va);
  telemetry(va);
  rateLimit(va);
  new Route(va, 'gateway-probe-route', {
    gateway: edge,
    host: 'probe.voiceassistant.com',
    backend: service(probe(va), 80),
  });

  new Migration(va, 'api', {
    phase: 'canary-10',
    routes: [identity, conversations, knowledge, voice, grpc],
    from: edgeOf('apisix', {
      through: service('apisix-gateway', 80, { namespace: 'apisix' }),
      grpc: service('apisix-gateway', 9081, { namespace: 'apisix' }),
    }),
    to: edge,
    // Testers see the new path before anybody else, and keep it in every phase.
    plan: pinned(
      [pin.header('x-canary', 'istio')],
      plan(
        prepare({ leave: [check('gateway-answers')] }),
        canary(10, { soak: '30m', leave: [errorRate('<= 1%', { samples: 5_000 })], rollback: [errorRate('> 1%')] }),
        canary(25, { soak: '30m', leave: [errorRate('<= 1%', { samples: 5_000 })], rollback: [errorRate('> 1%')] }),
        canary(50, { soak: '1h', leave: [errorRate('<= 0.5%', { samples: 5_000 })], rollback: [errorRate('> 0.5%')] }),
        canary(75, { soak: '1h', leave: [errorRate('<= 0.5%', { samples: 5_000 })], rollback: [errorRate('> 0.5%')] }),
        complete({ soak: '2w', leave: [errorRate('<= 0.1%', { samples: 5_000 })], rollback: [errorRate('> 0.1%')] }),
        remove('apisix', { irreversible: true }),
      ),
    ),
  });
}
