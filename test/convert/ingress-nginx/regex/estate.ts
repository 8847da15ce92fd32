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
  const acme = new Tenant(cluster, 'acme', { claims: ['strip.example.com', 'api.example.com'], walls: false });
  const edge = new Gateway(acme, 'edge', {
    hosts: ['strip.example.com', 'api.example.com'],
  });

  // strip.example.com: It rewrites paths, which no gateway does on one side of a split: move its DNS name.
  new Route(acme, 'strip', {
    gateway: edge,
    host: 'strip.example.com',
    match: path.regex('(?i)/app(/|$)(.*)'),
    backend: service('app', 80),
    rewrite: { path: '/\\2' },
    requestHeaders: { set: { 'x-forwarded-prefix': '/app' } },
  });

  const apiV1AZItems = new Route(acme, 'api-v1-a-z-items', {
    gateway: edge,
    host: 'api.example.com',
    match: path.regex('(?i)/v1/[a-z]+/items.*'),
    backend: service('items', 80, { connectionPool: { connectTimeout: '3s' } }),
  });
  const apiV1Users = new Route(acme, 'api-v1-users', {
    gateway: edge,
    host: 'api.example.com',
    match: path.regex('(?i)/v1/users.*'),
    backend: service('users', 80, { connectionPool: { connectTimeout: '3s' } }),
  });
  const staticRoute = new Route(acme, 'static', {
    gateway: edge,
    host: 'api.example.com',
    match: path.regex('(?i)/static.*'),
    backend: service('static', 80),
  });
  const apiV1 = new Route(acme, 'api-v1', {
    gateway: edge,
    host: 'api.example.com',
    match: path.regex('(?i)/v1.*'),
    backend: service('api', 8080, { connectionPool: { connectTimeout: '3s' } }),
  });
  new Migration(acme, 'api-example-com', {
    phase: 'prepare',
    routes: [apiV1AZItems, apiV1Users, staticRoute, apiV1],
    from: ingressNginx,
    to: edge,
    plan: careful(),
  });

  // pcre.example.com is left out: path /(?!admin).* is no RE2: error parsing regexp: invalid or unsupported Perl
  // syntax: `(?!`.
}

/** Everything that ingress-nginx served. */
export function converted(cluster: Cluster): void {
  acmeHosts(cluster);
}
