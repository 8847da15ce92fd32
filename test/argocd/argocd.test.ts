import { describe, expect, it } from 'vitest';
import { type ArgoCD, NAMESPACE_UNIT, root, shardFolder, tenantApps } from '../../src/argocd/index.js';
import { groupOf, type Manifest } from '../../src/model/manifest.js';
import { UserError } from '../../src/model/user-error.js';
import { walls } from '../../src/policies/index.js';
import { expectGolden } from '../golden.js';
import { cluster, meshed, tenant } from '../policies/tenants.js';

const argo: ArgoCD = { repo: 'https://git.example/platform/traffic.git' };
const far = { ...cluster, name: 'far', api: 'https://far.example:6443' };

function specOf(found: readonly Manifest[], kind: string): Record<string, unknown> {
  return found.find(one => one.kind === kind)?.['spec'] as Record<string, unknown>;
}

describe('what Argo CD is told', () => {
  it('G5: of a tenant is a project that holds it in, and one Application', async () => {
    const shop = tenant(meshed, { given: ['Service/identity-service'] });
    const windows = [{ kind: 'deny', schedule: '0 0 24 12 *', duration: '3d', timeZone: 'Europe/Berlin' }] as const;

    await expectGolden(tenantApps(shop, far, { ...argo, windows }), import.meta.dirname, 'tenant');
  });

  it('G5: to begin with is one file, which keeps itself', async () => {
    await expectGolden(root(argo, [cluster, far], ['prod', 'far', 'prod']), import.meta.dirname, 'root');
  });

  it('S5: lets a tenant write one Namespace, its own', () => {
    const { clusterResourceWhitelist, destinations } = specOf(tenantApps(tenant(meshed), far, argo), 'AppProject');

    expect(clusterResourceWhitelist).toEqual([{ group: '', kind: 'Namespace', name: 'shop' }]);
    expect(destinations).toEqual([{ server: 'https://far.example:6443', namespace: 'shop' }]);
  });

  it('S5: lets a tenant write no Namespace where Argo CD cannot tell them apart', () => {
    const old = { ...argo, version: '3.2.11' };
    const [project, namespace, application] = tenantApps(tenant(meshed), far, old);
    const platform = specOf(root(old, [cluster, far], ['far']), 'AppProject');

    expect(project?.['spec']).toMatchObject({ clusterResourceWhitelist: [] });
    expect(namespace?.metadata.name).toBe('far.shop.namespace');
    expect(namespace?.['spec']).toMatchObject({
      project: 'platform',
      source: { path: 'dist/far/shop', directory: { include: `${NAMESPACE_UNIT}.yaml` } },
    });
    expect(application?.['spec']).toMatchObject({
      project: 'far.shop',
      source: { directory: { exclude: `${NAMESPACE_UNIT}.yaml` } },
    });
    expect(platform['clusterResourceWhitelist']).toEqual([{ group: '', kind: 'Namespace' }]);
    expect(platform['destinations']).toContainEqual({ server: 'https://far.example:6443', namespace: '*' });
  });

  it('S5: lets a tenant whose namespace is somebody else’s write none', () => {
    const found = tenantApps(tenant(undefined), far, argo);

    expect(specOf(found, 'AppProject')['clusterResourceWhitelist']).toEqual([]);
    expect(found.map(({ kind }) => kind)).toEqual(['AppProject', 'Application']);
  });

  it('S5: takes no Secret, no DaemonSet and no EnvoyFilter from a tenant, unless the estate asks for it', () => {
    const kinds = (more: ArgoCD) =>
      (
        specOf(tenantApps(tenant(meshed), far, more), 'AppProject')['namespaceResourceWhitelist'] as { kind: string }[]
      ).map(({ kind }) => kind);

    for (const kind of ['Secret', 'DaemonSet', 'EnvoyFilter', 'AppProject', 'Application']) {
      expect(kinds(argo)).not.toContain(kind);
    }
    expect(kinds({ ...argo, kinds: [{ group: 'networking.istio.io', kind: 'EnvoyFilter' }] })).toContain('EnvoyFilter');
  });

  it('S5: takes from a tenant every kind that its walls are made of', () => {
    const taken = specOf(tenantApps(tenant(meshed), far, argo), 'AppProject')['namespaceResourceWhitelist'];

    for (const { apiVersion, kind } of walls(tenant(meshed), far).slice(1)) {
      expect(taken).toContainEqual({ group: groupOf(apiVersion), kind });
    }
  });

  it('S4: names two tenants apart whatever dashes their names have', () => {
    const name = (clusterName: string, tenantName: string) =>
      tenantApps(tenant(meshed, { name: tenantName }), { ...far, name: clusterName }, argo)[0]?.metadata.name;

    expect(name('a', 'b-c')).not.toBe(name('a-b', 'c'));
  });

  it.each([
    ['dist', 'dist/far/shop'],
    ['./out/dist/', 'out/dist/far/shop'],
    ['.', 'far/shop'],
    ['', 'far/shop'],
  ])('finds dist at %j', (path, expected) => {
    expect(specOf(tenantApps(tenant(meshed), far, { ...argo, path }), 'Application')['source']).toMatchObject({
      path: expected,
    });
  });

  it('refuses a window, an object and a number of shards that are none', () => {
    const window = { kind: 'deny', schedule: '@daily', duration: '1h' } as const;

    expect(() => tenantApps(tenant(meshed), far, { ...argo, windows: [window] })).toThrow(UserError);
    expect(() => tenantApps(tenant(meshed, { given: ['identity'] }), far, argo)).toThrow(UserError);
    expect(() => shardFolder('shop', far, { ...argo, shards: 0 })).toThrow(UserError);
  });
});

describe('shards', () => {
  it('are folders with about the same number of tenants each', () => {
    const counts = new Map<string, number>();
    for (let nth = 0; nth < 10_000; nth++) {
      const folder = shardFolder(`ns-user${nth}`, cluster, { ...argo, shards: 10 });
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }

    expect([...counts.keys()].sort()).toEqual(Array.from({ length: 10 }, (_, nth) => `prod/${nth}`));
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('are not there unless asked for', () => {
    expect(shardFolder('shop', cluster, argo)).toBe('prod');
  });
});
