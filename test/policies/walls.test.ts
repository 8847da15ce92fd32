import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/model/manifest.js';
import { ownLabels } from '../../src/model/naming.js';
import type { Walls } from '../../src/model/tenant.js';
import { walls } from '../../src/policies/index.js';
import { expectGolden } from '../golden.js';
import { cluster, meshed, plain, tenant } from './tenants.js';

const kindsOf = (found: readonly Manifest[]) => found.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
const rendered = (around: Walls, name: string): Manifest | undefined =>
  walls(tenant(around), cluster).find(({ kind, metadata }) => `${kind}/${metadata.name}` === name);

describe('the walls of a tenant', () => {
  it('S5: shut a tenant in the mesh off by network, mesh identity and RBAC', async () => {
    const shop = tenant(meshed, {
      labels: { team: 'shop' },
      given: ['Service/identity-service', 'Secret/shop-tls', 'Service/identity-service'],
    });

    await expectGolden(walls(shop, cluster), import.meta.dirname, 'in-the-mesh');
  });

  it('S5: of a tenant without sidecars hold no object of Istio, since it would have no effect', async () => {
    const found = walls(tenant(plain), cluster);

    expect(found.filter(({ apiVersion }) => apiVersion.includes('istio.io'))).toEqual([]);
    await expectGolden(found, import.meta.dirname, 'outside-the-mesh');
  });

  it('S10: of a suspended tenant let nobody in and nothing out, and come back as they were', async () => {
    const suspended = walls(tenant({ ...meshed, suspended: true }), cluster);

    await expectGolden(suspended, import.meta.dirname, 'suspended');
    expect(kindsOf(suspended)).not.toContain('NetworkPolicy/allow-callers');
    expect(rendered({ ...meshed, suspended: true }, 'AuthorizationPolicy/allow-callers')?.['spec']).toEqual({
      action: 'ALLOW',
    });
    expect(walls(tenant({ ...meshed, suspended: false }), cluster)).toEqual(walls(tenant(meshed), cluster));
  });

  it('are nothing when the namespace is somebody else’s', () => {
    expect(walls(tenant(undefined), cluster)).toEqual([]);
  });

  it('S20: leave no tenant a load balancer of its own, unless the estate says how many', () => {
    const hard = (around: Walls) => rendered(around, 'ResourceQuota/quota')?.['spec'];

    expect(hard(plain)).toEqual({ hard: { 'services.loadbalancers': '0' } });
    expect(hard({ ...plain, quota: { loadBalancers: 2 } })).toEqual({ hard: { 'services.loadbalancers': '2' } });
  });

  it('S4: carry the labels of their tenant, and names that depend on nothing else', () => {
    const one = walls(tenant(meshed), cluster);
    const other = walls(tenant(meshed, { name: 'ns-other' }), cluster);

    for (const { metadata } of one) expect(metadata.labels).toMatchObject(ownLabels('shop'));
    for (const { metadata } of one.slice(1)) expect(metadata.namespace).toBe('shop');
    expect(kindsOf(other).slice(1)).toEqual(kindsOf(one).slice(1));
  });

  it('S4: keep their own labels where a tenant says the same ones', () => {
    const shop = tenant(plain, { labels: { 'app.kubernetes.io/managed-by': 'me', team: 'shop' } });

    expect(walls(shop, cluster)[0]?.metadata.labels).toMatchObject({ ...ownLabels('shop'), team: 'shop' });
  });

  it('speak v1 of Istio from 1.22 on', () => {
    const istio = walls(tenant(meshed), { ...cluster, istio: '1.22.0' }).filter(one =>
      one.apiVersion.includes('istio'),
    );

    expect(new Set(istio.map(({ apiVersion }) => apiVersion))).toEqual(
      new Set(['security.istio.io/v1', 'networking.istio.io/v1']),
    );
  });

  it('ask no identity of callers while plain text is let in', () => {
    const found = kindsOf(walls(tenant({ ...meshed, mtls: 'PERMISSIVE' }), cluster));

    expect(found).toContain('PeerAuthentication/default');
    expect(found).not.toContain('AuthorizationPolicy/allow-callers');
  });

  it('leave injection to a revision that the tenant names', () => {
    const labels = walls(tenant(meshed, { labels: { 'istio.io/rev': 'canary' } }), cluster)[0]?.metadata.labels;

    expect(labels).toMatchObject({ 'istio.io/rev': 'canary' });
    expect(labels).not.toHaveProperty('istio-injection');
  });
});
