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

function opsHosts(cluster: Cluster): void {
  const ops = new Tenant(cluster, 'ops', { claims: ['admin.example.com'], walls: false });
  // The certificate has to stand in the namespace of the gateway's Pods, as Secret admin-tls.
  const edge = new Gateway(ops, 'edge', {
    hosts: ['admin.example.com'],
    tls: { secret: 'admin-tls' },
    http: 'redirect',
  });

  const admin = new Route(ops, 'admin', {
    gateway: edge,
    host: 'admin.example.com',
    match: path.prefix('/'),
    backend: service('admin', 8080),
  });
  new Migration(ops, 'admin-example-com', {
    phase: 'prepare',
    routes: [admin],
    from: ingressNginx,
    to: edge,
    plan: careful('authentication-is-replaced', 'snippets-are-replaced'),
  });

  // cert.example.com is left out: its TLS has no Secret, and the default certificate of ingress-nginx is not in the
  // input.
  // php.example.com is left out: backend-protocol is FCGI, which the gateway does not speak.
  // open.example.com is left out: its routes would stand open: limits-are-replaced first. It rewrites paths, which no
  // gateway does on one side of a split: move its DNS name..
  // port.example.com is left out: the port of Service web "http" is unknown: give Service ops/web too.
}

/** Everything that ingress-nginx served. */
export function converted(cluster: Cluster): void {
  opsHosts(cluster);
}
