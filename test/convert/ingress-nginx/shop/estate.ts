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
  Tenant,
} from 'sluice';

// Before a gateway takes the door: set use-forwarded-headers to "true" in the ConfigMap of ingress-nginx. Without it
// nginx answers what the gateway forwards with a redirect to HTTPS, for ever.
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
  const acme = new Tenant(cluster, 'acme', { claims: ['docs.example.com', 'shop.example.com'], walls: false });
  const plain = new Gateway(acme, 'plain', {
    hosts: ['docs.example.com'],
  });
  // The certificate has to stand in the namespace of the gateway's Pods, as Secret shop-tls.
  const shopTls = new Gateway(acme, 'shop-tls', {
    hosts: ['shop.example.com'],
    tls: { secret: 'shop-tls' },
    http: 'redirect',
  });

  const cors = {
    origins: ['*'],
    methods: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'],
    headers: [
      'DNT',
      'Keep-Alive',
      'User-Agent',
      'X-Requested-With',
      'If-Modified-Since',
      'Cache-Control',
      'Content-Type',
      'Range',
      'Authorization',
    ],
    credentials: true,
    maxAge: '2w6d',
  } as const;

  // docs.example.com: It rewrites paths, which no gateway does on one side of a split: move its DNS name.
  new Route(acme, 'docs', {
    gateway: plain,
    host: 'docs.example.com',
    match: path.regex('(?i)/docs(/|$)(.*)'),
    backend: service('docs', 80),
    rewrite: { path: '/\\2' },
  });

  const shopHealth = new Route(acme, 'shop-health', {
    gateway: shopTls,
    host: 'shop.example.com',
    match: path.exact('/health'),
    backend: service('api', 8080),
    timeout: '30s',
    cors,
  });
  const shopApiSlash = new Route(acme, 'shop-api-slash', {
    gateway: shopTls,
    host: 'shop.example.com',
    match: path.exact('/api'),
    redirect: { path: '/api/', status: 301 },
  });
  const shopApi = new Route(acme, 'shop-api', {
    gateway: shopTls,
    host: 'shop.example.com',
    match: path.text('/api/'),
    backend: service('api', 8080),
    timeout: '30s',
    cors,
  });
  const shopRoot = new Route(acme, 'shop-root', {
    gateway: shopTls,
    host: 'shop.example.com',
    match: path.prefix('/'),
    backend: service('web', 80),
    timeout: '30s',
    cors,
  });
  new Migration(acme, 'shop-example-com', {
    phase: 'prepare',
    routes: [shopHealth, shopApiSlash, shopApi, shopRoot],
    from: ingressNginx,
    to: shopTls,
    plan: careful('limits-are-replaced'),
  });
}

/** Everything that ingress-nginx served. */
export function converted(cluster: Cluster): void {
  acmeHosts(cluster);
}
