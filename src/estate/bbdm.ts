import {
  Cluster,
  canary,
  check,
  complete,
  type Estate,
  edgeOf,
  errorRate,
  Gateway,
  host,
  ingressNginx,
  latency,
  Migration,
  nginxProxy,
  path,
  plan,
  prepare,
  Route,
  remove,
  service,
  sticky,
  Tenant,
} from '../index.js';

const OLD = 'api-name01.teamname.dev.aliyun.intracloud.cn.aibang';
const NEW = 'api-name01.kong.dev.aliyun.intracloud.cn.aibang';

/** What a stage may be left with, and what ends it. */
const leave = [errorRate('<= 1%', { samples: 1_000 }), latency('p95', '<= +50%')];
const rollback = [errorRate('> 1%'), latency('p95', '> +50%')];

/** An old cluster → a new one. DNS stays as it is, so the old ingress hands every request to a proxy, which divides them. */
export function bbdm(estate: Estate): void {
  const old = new Cluster(estate, 'bbdm', { kubernetes: '1.28', istio: '1.22.3', gatewayNamespace: 'ingress-nginx' });
  const api = new Tenant(old, 'aibang-1111111111-bbdm', {
    claims: ['*.teamname.dev.aliyun.intracloud.cn.aibang'],
    walls: { callers: ['monitoring'], editors: ['bbdm-developers'], viewers: ['bbdm-on-call'] },
    given: ['Service/bbdm-api', 'Secret/teamname-tls'],
  });

  // TLS ends at the old ingress; what it lets in goes to the proxy.
  const door = new Gateway(api, 'door', { hosts: [OLD], tls: { secret: 'teamname-tls' }, by: ingressNginx() });
  new Route(api, 'door', { gateway: door, host: OLD, backend: service('api-proxy', 80) });

  const next = host(NEW, 443, { id: 'new', tls: { mode: 'SIMPLE' } });
  const to = { gateway: door, host: OLD, backend: next, rewrite: { host: NEW } };
  const sockets = new Route(api, 'api-name01-sockets', { ...to, match: path.prefix('/'), protocol: 'websocket' });
  const requests = new Route(api, 'api-name01', { ...to, match: path.prefix('/') });

  const stage = (share: number) => canary(share, { soak: '24h', leave, rollback });
  new Migration(api, 'api', {
    phase: 'canary-5',
    routes: [sockets, requests],
    from: edgeOf('old', { through: service('bbdm-api', 8078) }),
    to: next,
    by: nginxProxy({ key: sticky.cookie('bbdm-side', '1w') }),
    plan: plan(
      prepare({ leave: [check('new-cluster-answers')] }),
      stage(5),
      stage(25),
      stage(50),
      stage(75),
      complete({ soak: '1w', leave, rollback }),
      remove('old', { irreversible: true }),
    ),
  });
}
