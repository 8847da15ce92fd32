import {
  type Cluster,
  canary,
  check,
  complete,
  edgeOf,
  errorRate,
  Gateway,
  Migration,
  type Plan,
  path,
  plan,
  prepare,
  Route,
  remove,
  service,
  sticky,
  Tenant,
} from 'sluice';

// What ingress-nginx does unasked, the gateway does not: bodies over 1 MiB are refused, a backend that is silent for 60
// s is given up, and hosts with TLS get Strict-Transport-Security.

const ingressNginx = edgeOf('ingress-nginx', {
  through: service('ingress-nginx-controller', 80, { namespace: 'edge' }),
});

/** The steps of a host; `before` names what has to be seen to before its first request moves. */
function careful(...before: readonly string[]): Plan {
  const leave = [errorRate('<= 1%')];
  const rollback = [errorRate('> 1%')];
  return plan(
    prepare({ leave: ['gateway-answers', ...before].map(name => check(name)) }),
    canary(5, { soak: '1h', leave, rollback }),
    canary(25, { soak: '1h', leave, rollback }),
    canary(50, { soak: '4h', leave, rollback }),
    complete({ soak: '1w', leave, rollback }),
    remove('ingress-nginx', { irreversible: true }),
  );
}

function backHosts(cluster: Cluster): void {
  const back = new Tenant(cluster, 'back', {
    claims: ['old.example.com', 'grpc.example.com', '*.apps.example.com'],
    walls: false,
  });
  const plain = new Gateway(back, 'plain', {
    hosts: ['old.example.com'],
  });
  // The certificate has to stand in the namespace of the gateway's Pods, as Secret grpc-tls.
  const grpcTls = new Gateway(back, 'grpc-tls', {
    hosts: ['grpc.example.com'],
    tls: { secret: 'grpc-tls' },
    http: 'redirect',
  });
  // The certificate has to stand in the namespace of the gateway's Pods, as Secret back-example-tls.
  const backExampleTls = new Gateway(back, 'back-example-tls', {
    hosts: ['*.apps.example.com'],
    tls: { secret: 'back-example-tls' },
  });

  const gone = new Route(back, 'gone', {
    gateway: plain,
    host: 'old.example.com',
    match: path.prefix('/'),
    redirect: { scheme: 'https', host: 'www.example.com', status: 308 },
  });
  new Migration(back, 'old-example-com', {
    phase: 'prepare',
    routes: [gone],
    from: ingressNginx,
    to: plain,
    plan: careful(),
  });

  // grpc.example.com: ingress-nginx speaks gRPC over TLS only, so nothing forwards to it: move its DNS name.
  new Route(back, 'grpc', {
    gateway: grpcTls,
    host: 'grpc.example.com',
    match: path.prefix('/'),
    backend: service('grpc', 9000),
    protocol: 'grpc',
  });

  const wide = new Route(back, 'wide', {
    gateway: backExampleTls,
    host: '*.apps.example.com',
    match: path.prefix('/'),
    backend: service('apps', 80, { tls: { mode: 'SIMPLE' } }),
    rewrite: { host: 'apps.internal' },
  });
  new Migration(back, 'wildcard-apps-example-com', {
    phase: 'prepare',
    routes: [wide],
    from: ingressNginx,
    to: backExampleTls,
    plan: careful(),
  });
}

function frontHosts(cluster: Cluster): void {
  const front = new Tenant(cluster, 'front', { claims: ['www.example.com', 'example.com'], walls: false });
  // The certificate has to stand in the namespace of the gateway's Pods, as Secret front-example-tls.
  const edge = new Gateway(front, 'edge', {
    hosts: ['www.example.com', 'example.com'],
    tls: { secret: 'front-example-tls' },
    http: 'redirect',
  });

  const webAppRoot = new Route(front, 'web-app-root', {
    gateway: edge,
    host: 'www.example.com',
    match: path.exact('/'),
    redirect: { path: '/home', status: 302 },
  });
  const api = new Route(front, 'api', {
    gateway: edge,
    host: 'www.example.com',
    match: path.prefix('/api'),
    backend: service('api', 8080, { namespace: 'back' }),
    timeout: '2m',
  });
  const web = new Route(front, 'web', {
    gateway: edge,
    host: 'www.example.com',
    match: path.prefix('/'),
    backend: service('web', 80, { sticky: sticky.cookie('route', '1h', '/') }),
  });
  const webWww = new Route(front, 'web-www', {
    gateway: edge,
    host: 'example.com',
    redirect: { host: 'www.example.com', status: 308 },
  });
  new Migration(front, 'www-example-com', {
    phase: 'prepare',
    routes: [webAppRoot, api, web, webWww],
    from: ingressNginx,
    to: edge,
    plan: careful(),
  });
}

/** Everything that ingress-nginx served. */
export function converted(cluster: Cluster): void {
  backHosts(cluster);
  frontHosts(cluster);
}
