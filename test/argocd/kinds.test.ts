import { describe, expect, it } from 'vitest';
import { refusedObjects } from '../../src/argocd/index.js';
import type { Manifest } from '../../src/model/manifest.js';
import type { Tenant } from '../../src/model/tenant.js';

const acme: Tenant = { name: 'acme', claims: [], labels: {}, given: [] };
const argo = { repo: 'https://git.example.com/a.git' };
const object = (apiVersion: string, kind: string, namespace?: string): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'a', ...(namespace !== undefined && { namespace }) },
});

describe('S5: what a tenant’s project refuses is said before Argo CD says it', () => {
  it('a kind that it does not take, with the way to permit it', () => {
    const filter = object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'acme');

    expect([...refusedObjects(acme, argo, [filter])]).toEqual([
      {
        rule: 'project-takes-object',
        level: 'error',
        message: 'The project of "acme" takes no EnvoyFilter, so Argo CD would sync nothing of the tenant.',
        fix: "Drop it, or permit it: kinds: [{ group: 'networking.istio.io', kind: 'EnvoyFilter' }] on the Tenant.",
        where: { object: 'EnvoyFilter acme/a' },
      },
    ]);
    const permitting = { ...acme, kinds: [{ group: 'networking.istio.io', kind: 'EnvoyFilter' }] };
    expect([...refusedObjects(permitting, argo, [filter])]).toEqual([]);
  });

  it('an object in another namespace', () => {
    const stray = object('v1', 'ConfigMap', 'istio-system');

    expect([...refusedObjects(acme, argo, [stray])]).toMatchObject([
      { message: expect.stringContaining('another namespace') },
    ]);
  });

  it('neither routes nor walls nor the tenant’s own Namespace', () => {
    const own = [
      object('v1', 'Namespace'),
      object('networking.istio.io/v1', 'VirtualService', 'acme'),
      object('v1', 'ConfigMap', 'acme'),
    ];

    expect([...refusedObjects(acme, argo, own)]).toEqual([]);
  });
});
