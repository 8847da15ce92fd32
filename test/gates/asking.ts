import type { Situation } from '../../src/gates/gate-kind.js';
import { service } from '../../src/model/backend.js';
import { canary, complete, prepare } from '../../src/model/phase.js';
import { plan } from '../../src/model/plan.js';
import { istio } from '../../src/routers/istio.js';
import type { Migration } from '../../src/routers/migration.js';
import type { Router } from '../../src/routers/router.js';
import { type MemoryWorldProps, memoryWorld } from '../memory-world.js';

/** shop moves from the Service `old` to the Service `new`, in the tenant `demo` or in another. */
export function migration(tenant = 'demo', by: Router = istio()): Migration {
  return {
    name: 'shop',
    cluster: {
      name: 'prod',
      kubernetes: '1.30',
      istio: '1.24.0',
      api: 'https://kubernetes.default.svc',
      gatewayNamespace: 'istio-system',
      domain: 'cluster.local',
    },
    tenant: { name: tenant, claims: [], labels: {}, given: [] },
    gateways: [],
    routes: [
      { name: 'shop', host: 'shop.example', gateways: [], protocol: 'http', match: [], backend: service('new', 80) },
    ],
    from: { id: 'old', backend: service('old', 80) },
    to: { id: 'new' },
    by,
    plan: plan(prepare(), canary(50), complete()),
    phase: 'canary-50',
  };
}

export const NOW = Date.UTC(2026, 0, 1);

/** What gates are asked with, where nothing answers unless it is said. */
export function situation(over: Partial<Situation> = {}, world: MemoryWorldProps = {}): Situation {
  return {
    world: memoryWorld({ now: NOW, ...world }),
    migrations: [migration()],
    root: '/work',
    read: () => undefined,
    contains: async () => undefined,
    prometheus: { url: 'http://prometheus.example' },
    ...over,
  };
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
