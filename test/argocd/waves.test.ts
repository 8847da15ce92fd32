import { describe, expect, it } from 'vitest';
import { withWave } from '../../src/argocd/index.js';
import type { Manifest } from '../../src/model/manifest.js';
import { PHASE } from '../../src/model/naming.js';
import { walls } from '../../src/policies/index.js';
import { cluster, meshed, tenant } from '../policies/tenants.js';

const WAVE = 'argocd.argoproj.io/sync-wave';
const object = (apiVersion: string, kind: string, annotations?: Record<string, string>): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop', ...(annotations && { annotations }) },
});
const waveOf = (manifest: Manifest) => Number(withWave(manifest).metadata.annotations?.[WAVE] ?? 0);

describe('waves', () => {
  it('G5: bring the namespace, its walls, what routes refer to, routes, and names, in this order', () => {
    const [namespace, ...around] = walls(tenant(meshed), cluster);
    const steps = [
      [namespace!],
      around,
      [
        object('v1', 'Service'),
        object('apps/v1', 'Deployment'),
        object('networking.istio.io/v1', 'Gateway'),
        object('networking.istio.io/v1', 'DestinationRule'),
        object('networking.istio.io/v1beta1', 'ServiceEntry'),
        object('gateway.networking.k8s.io/v1', 'Gateway'),
      ],
      [
        object('networking.istio.io/v1beta1', 'VirtualService'),
        object('gateway.networking.k8s.io/v1', 'HTTPRoute'),
        object('networking.k8s.io/v1', 'Ingress'),
      ],
      [object('externaldns.k8s.io/v1alpha1', 'DNSEndpoint')],
    ].map(step => step.map(waveOf));

    for (const [nth, step] of steps.entries()) {
      for (const wave of step) for (const later of steps.slice(nth + 1).flat()) expect(wave).toBeLessThan(later);
    }
  });

  it('put whatever carries a split among the routes', () => {
    expect(waveOf(object('v1', 'ConfigMap'))).toBeLessThan(0);
    expect(waveOf(object('v1', 'ConfigMap', { [PHASE]: 'canary-10' }))).toBe(
      waveOf(object('networking.istio.io/v1', 'VirtualService')),
    );
  });

  it('leave an object of wave 0 as it is', () => {
    const service = object('v1', 'Service');

    expect(withWave(service)).toBe(service);
  });

  it('let an object say its own wave and keep its other annotations', () => {
    const marked = object('v1', 'ConfigMap', { [WAVE]: '7', team: 'shop' });

    expect(withWave(marked).metadata.annotations).toEqual({ [WAVE]: '7', team: 'shop' });
  });

  it('keep a namespace whatever happens to it in Git', () => {
    expect(withWave(walls(tenant(meshed), cluster)[0]!).metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
  });
});
