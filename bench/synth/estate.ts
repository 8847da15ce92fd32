import {
  Cluster,
  canary,
  complete,
  Estate,
  edgeOf,
  Gateway,
  Migration,
  path,
  plan,
  prepare,
  Route,
  rollout,
  service,
  Tenant,
} from '../../src/index.js';

/** Tenants of twelve objects each: a namespace with its walls, a gateway, and a migration with two Services. */
export function estateOf(tenants: number): Estate {
  const estate = new Estate({ outdir: 'dist' });
  const cluster = new Cluster(estate, 'prod', { kubernetes: '1.30', istio: '1.24.0' });
  const nginx = edgeOf('nginx', { through: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }) });
  const web = rollout('web', { phase: 'canary-25', plan: plan(prepare(), canary(25), complete()), cohort: {} });
  const policy = { outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s' } };
  const names = Array.from({ length: tenants }, (_, i) => `ns-${String(i).padStart(6, '0')}`);
  cluster.stream(names, name => {
    const tenant = new Tenant(cluster, name, {
      claims: [`*.${name}.example.com`],
      given: ['Service/web', 'Service/api'],
      walls: { quota: { pods: 50 }, editors: [`team-${name}`] },
    });
    const edge = new Gateway(tenant, 'edge', { hosts: [`www.${name}.example.com`], tls: { secret: 'wildcard' } });
    const host = `www.${name}.example.com`;
    const routes = [
      new Route(tenant, 'api', {
        gateway: edge,
        host,
        match: path.prefix('/api'),
        backend: service('api', 8080, policy),
        timeout: '30s',
      }),
      new Route(tenant, 'web', { gateway: edge, host, match: path.prefix('/'), backend: service('web', 8080, policy) }),
    ];
    new Migration(tenant, 'web', { rollout: web, routes, from: nginx, to: edge });
  });
  return estate;
}
