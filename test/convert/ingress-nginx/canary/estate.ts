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
  pin,
  pinned,
  plan,
  prepare,
  Route,
  remove,
  service,
  Tenant,
} from 'sluice';

// What ingress-nginx does unasked, the gateway does not: bodies over 1 MiB are refused, a backend that is silent for 60
// s is given up, and hosts with TLS get Strict-Transport-Security.
// The Service of ingress-nginx is not in the input: ingress-nginx/ingress-nginx-controller is taken for it.

const ingressNginx = edgeOf('ingress-nginx', {
  through: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }),
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

function acmeHosts(cluster: Cluster): void {
  const acme = new Tenant(cluster, 'acme', { claims: ['part.example.com', 'shop.example.com'], walls: false });
  const edge = new Gateway(acme, 'edge', {
    hosts: ['part.example.com', 'shop.example.com'],
  });

  const partApi = new Route(acme, 'part-api', {
    gateway: edge,
    host: 'part.example.com',
    match: path.prefix('/api'),
    backend: service('api', 80),
  });
  const partRoot = new Route(acme, 'part-root', {
    gateway: edge,
    host: 'part.example.com',
    match: path.prefix('/'),
    backend: service('web', 80),
  });
  new Migration(acme, 'part-example-com', {
    phase: 'prepare',
    routes: [partApi, partRoot],
    from: ingressNginx,
    to: edge,
    plan: careful('canary-has-ended'),
  });

  // shop.example.com: It has a canary already, so it moves by its DNS name.
  const shop = new Route(acme, 'shop', {
    gateway: edge,
    host: 'shop.example.com',
    match: path.prefix('/'),
    backend: service('shop', 80),
    retries: { attempts: 1, on: ['connect-failure', 'refused-stream', '503'] },
  });
  new Migration(acme, 'shop-next', {
    phase: 'canary-20',
    routes: [shop],
    from: service('shop', 80),
    to: service('shop-next', 80),
    plan: pinned(
      [
        pin.header('x-canary', 'always'),
        pin.header('x-canary', 'never', { side: 'old' }),
        pin.cookie('canary', 'always'),
        pin.cookie('canary', 'never', { side: 'old' }),
      ],
      plan(prepare(), canary(20), complete()),
    ),
  });
}

/** Everything that ingress-nginx served. */
export function converted(cluster: Cluster): void {
  acmeHosts(cluster);
}
