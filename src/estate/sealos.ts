import { createRequire } from 'node:module';
import {
  approval,
  availability,
  Cluster,
  canary,
  complete,
  controllerConfig,
  type Estate,
  edgeOf,
  errorRate,
  Gateway,
  latency,
  Migration,
  type Plan,
  path,
  plan,
  prepare,
  Route,
  remove,
  rollout,
  service,
  Tenant,
} from '../index.js';

interface User {
  readonly user: string;
  readonly apps: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: 'http' | 'websocket' | 'grpc';
  }[];
}

const users: readonly User[] = createRequire(import.meta.url)('./sealos-tenants.json');

const DOMAIN = 'cloud.sealos.io';

const CORS = {
  origins: [`https://${DOMAIN}`],
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  headers: ['content-type', 'authorization'],
} as const;

/** What a stage may be left with, and what ends it. */
const leave = [
  availability('>= 99.9%', { samples: 10_000 }),
  errorRate('<= 0.1%', { samples: 10_000 }),
  latency('p95', '<= 150ms'),
  latency('p95', '<= +15%'),
];
const rollback = [errorRate('> 0.5%'), latency('p95', '> +25%'), availability('< 99%')];

/** 5, 10, 25, 40, 50, 75, 90, 95, 100 per cent of the users; a user's namespace is wholly on one side. */
function stages(): Plan {
  const stage = (share: number, soak: string) => canary(share, { soak, leave, rollback });
  return plan(
    prepare({ soak: '1w', leave: [approval('platform')] }),
    stage(5, '3d'),
    stage(10, '1d'),
    stage(25, '1d'),
    stage(40, '2d'),
    stage(50, '2d'),
    stage(75, '3d'),
    stage(90, '1d'),
    stage(95, '1d'),
    complete({ soak: '1w', leave: [...leave, approval('platform')], rollback }),
    remove('ingress', { irreversible: true }),
  );
}

/** One multi-tenant cluster, Ingress → Istio, under one wildcard domain. */
export function sealos(estate: Estate): void {
  const cluster = new Cluster(estate, 'sealos', { kubernetes: '1.28', istio: '1.22.3' });
  const old = edgeOf('ingress-nginx', {
    through: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }),
  });

  const system = new Tenant(cluster, 'sealos-system', { claims: [`*.${DOMAIN}`], walls: false });
  // One Gateway for the wildcard certificate: with several, a browser that reuses its connection is answered 404.
  const gateway = new Gateway(system, 'app-gateway', { hosts: [`*.${DOMAIN}`], tls: { secret: 'wildcard-cert' } });
  new Route(system, 'not-yet-moved', {
    gateway,
    host: `*.${DOMAIN}`,
    backend: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }),
    timeout: '0s',
  });

  // The controllers make the routes of terminals and database consoles themselves; here they are told for whom.
  const dualMode = { from: old, to: gateway, by: controllerConfig(), plan: stages() };
  new Migration(system, 'terminal', { phase: 'canary-25', ...dualMode });
  new Migration(system, 'db-adminer', { phase: 'canary-10', ...dualMode });
  new Migration(system, 'resources', { phase: 'canary-5', ...dualMode });
  new Migration(system, 'webhook', { phase: 'prepare', ...dualMode });

  const apps = rollout('apps', { phase: 'canary-5', plan: stages(), cohort: {} });
  cluster.stream(users, ({ user, apps: own }) => {
    const tenant = new Tenant(cluster, `ns-${user}`, {
      claims: own.map(app => `${app.name}-${user}.${DOMAIN}`),
      given: own.map(app => `Service/${app.name}`),
      labels: { 'user.sealos.io/owner': user },
      walls: {
        // A quota on cpu and memory refuses Pods that say none, so they get some: a hundred of them fit.
        requests: { cpu: '40m', memory: '80Mi' },
        limits: { cpu: '160m', memory: '640Mi' },
        quota: { requestsCpu: '4', requestsMemory: '8Gi', limitsCpu: '16', limitsMemory: '64Gi', pods: 100 },
        editors: [`sealos:${user}`],
      },
    });
    const routes = own.flatMap(({ name, port, protocol }) => {
      const common = {
        gateway,
        host: `${name}-${user}.${DOMAIN}`,
        match: path.prefix('/'),
        backend: service(name, port),
      };
      // The upgrade, or the call, first; what else comes to the host goes the same way, with time limit and CORS.
      const special =
        protocol === 'http' ? [] : [new Route(tenant, `${name}-${protocol}`, { ...common, protocol, timeout: '0s' })];
      return [...special, new Route(tenant, name, { ...common, timeout: '300s', cors: CORS })];
    });
    new Migration(tenant, 'apps', { rollout: apps, routes, from: old, to: gateway });
  });
}
