import { describe, expect, it } from 'vitest';
import {
  Cluster,
  canary,
  Estate,
  edgeOf,
  Gateway,
  host,
  Migration,
  type MigrationProps,
  path,
  plan,
  prepare,
  Route,
  service,
  Tenant,
  UserError,
} from '../../src/index.js';
import { manifestsOf } from '../../src/testing.js';

const versions = { kubernetes: '1.30', istio: '1.24.0' };
const nginx = edgeOf('nginx', { through: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }) });

/** The message and the way out of what a mistake is answered with. */
function mistake(make: () => unknown): readonly [string, string] {
  try {
    make();
  } catch (error) {
    if (UserError.is(error)) return [error.message, error.hint];
    throw error;
  }
  throw new Error('nothing was refused');
}

function acme(): { tenant: Tenant; edge: Gateway; route: Route } {
  const tenant = new Tenant(new Cluster(new Estate(), 'prod', versions), 'acme', { claims: ['*.acme.example'] });
  const edge = new Gateway(tenant, 'edge', { hosts: ['shop.acme.example'] });
  return {
    tenant,
    edge,
    route: new Route(tenant, 'shop', { gateway: edge, host: 'shop.acme.example', backend: service('shop', 80) }),
  };
}

describe('an estate', () => {
  it('G1: builds streamed tenants one after another, lets each go, and can do so again', () => {
    const estate = new Estate();
    const cluster = new Cluster(estate, 'prod', versions);
    let most = 0;
    cluster.stream(['a', 'b', 'c'], name => {
      new Tenant(cluster, name);
      most = Math.max(most, cluster.node.children.length);
    });
    const paths = (): readonly string[] => [...estate.units()].map(unit => unit.path);

    const first = paths();

    expect(first).toEqual(['a', 'b', 'c'].flatMap(name => [`prod/${name}/namespace.yaml`, `prod/${name}/walls.yaml`]));
    expect(most).toBe(1);
    expect(cluster.node.children).toEqual([]);
    expect(paths()).toEqual(first);
  });

  it('S5: lets an edge that is left go on calling the tenant’s Pods', () => {
    const { tenant, edge, route } = acme();
    new Migration(tenant, 'shop', {
      phase: 'prepare',
      routes: [route],
      from: nginx,
      to: edge,
      plan: plan(prepare(), canary(10)),
    });

    const callers = manifestsOf(tenant).find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'allow-callers',
    );

    expect(JSON.stringify(callers)).toContain('"kubernetes.io/metadata.name":"ingress-nginx"');
  });

  it('lets a route, a gateway and a migration share a name', () => {
    const { tenant, route } = acme();
    const shop = new Gateway(tenant, 'shop', { hosts: ['shop.acme.example'] });

    expect(
      () =>
        new Migration(tenant, 'shop', {
          phase: 'prepare',
          routes: [route],
          from: nginx,
          to: shop,
          plan: plan(prepare()),
        }),
    ).not.toThrow();
  });
});

describe('a wrong prop is answered by a sentence and a way out', () => {
  const moving = (props: Partial<MigrationProps>) => {
    const { tenant, edge, route } = acme();
    const given = {
      phase: 'prepare',
      routes: [route],
      from: nginx,
      to: edge,
      plan: plan(prepare(), canary(10)),
      ...props,
    };
    return new Migration(tenant, 'shop', given as MigrationProps);
  };

  it.each([
    [
      'a version',
      () => new Cluster(new Estate(), 'prod', { ...versions, istio: 'latest' }),
      '"latest" is no version.',
      'Write it as "1.28" or "1.20.1".',
    ],
    [
      'a name',
      () => new Tenant(new Cluster(new Estate(), 'prod', versions), 'Acme'),
      '"Acme" is no name for a tenant.',
      /DNS-1123/,
    ],
    [
      'a name that is taken',
      () => new Route(acme().tenant, 'shop', {} as never),
      'There is a route "shop" in "prod/acme" already.',
      'Give one of them another name.',
    ],
    [
      'an unclaimed host',
      () => new Gateway(acme().tenant, 'b', { hosts: ['b.example'] }),
      'Gateway "b" serves "b.example", which tenant "acme" does not claim.',
      /\*\.acme\.example/,
    ],
    [
      'a gateway without certificate',
      () => new Gateway(acme().tenant, 'b', { hosts: ['b.acme.example'], tls: {} }),
      'Gateway "b" ends TLS without a certificate.',
      /secret/,
    ],
    [
      'a redirect to nowhere',
      () => new Gateway(acme().tenant, 'b', { hosts: ['b.acme.example'], http: 'redirect' }),
      'Gateway "b" redirects to HTTPS that it does not speak.',
      /tls/,
    ],
    [
      'a phase',
      () => moving({ phase: 'canary-1' }),
      'There is no phase "canary-1" in migration "acme/shop". Did you mean "canary-10"?',
      'Its phases are prepare, canary-10.',
    ],
    [
      'two sides that are one',
      () => moving({ to: host('a.example', 443, { id: 'nginx' }) }),
      'Migration "shop" goes from "nginx" to "nginx".',
      /another id/,
    ],
    [
      'a route of another tenant',
      () => moving({ routes: [acme().route] }),
      'Migration "shop" moves route "prod/acme/route-shop", which is another tenant\'s.',
      /Move it/,
    ],
  ] as const)('%s', (_, make, message, hint) => {
    const said = mistake(make);

    expect(said[0]).toBe(message);
    expect(said[1]).toMatch(hint);
  });

  it('a route that no gateway opens, that ends nowhere, or in two ways', () => {
    const { tenant, edge: gateway } = acme();
    const on = { gateway, host: 'shop.acme.example' };
    const backend = service('shop', 80);

    expect(mistake(() => new Route(tenant, 'a', { ...on, host: 'other.acme.example', backend }))[1]).toBe(
      'Its hosts are shop.acme.example.',
    );
    expect(mistake(() => new Route(tenant, 'b', on))[0]).toBe('Route "b" ends nowhere.');
    expect(mistake(() => new Route(tenant, 'c', { ...on, backend, redirect: { host: 'x.example' } }))[0]).toBe(
      'Route "c" has a backend and a redirect.',
    );
    expect(mistake(() => new Route(tenant, 'd', { ...on, backend, match: path.exact('x') }))[1]).toBe('Write "/x".');
    expect(mistake(() => new Route(tenant, 'e', { ...on, backend, timeout: '10' }))[0]).toBe('"10" is no duration.');
  });
});
