import { groupOf, type Manifest } from '../model/manifest.js';
import { PHASE } from '../model/naming.js';

const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';

/**
 * The order of a sync. Wave 0, where nothing is written, holds what routes refer to: Services, workloads, Gateways,
 * DestinationRules, ServiceEntries. Argo CD waits two seconds between waves, and for the health of what a wave applied.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
const waves: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '': { Namespace: -3, ResourceQuota: -2, LimitRange: -2, ServiceAccount: -1, ConfigMap: -1, Secret: -1 },
  'rbac.authorization.k8s.io': { Role: -2, RoleBinding: -2 },
  'networking.k8s.io': { NetworkPolicy: -2, Ingress: 1 },
  'security.istio.io': { AuthorizationPolicy: -2, PeerAuthentication: -2, RequestAuthentication: -2 },
  'argoproj.io': { AppProject: -1 },
  'networking.istio.io': { Sidecar: -2, VirtualService: 1 },
  'gateway.networking.k8s.io': { HTTPRoute: 1, GRPCRoute: 1, TLSRoute: 1, TCPRoute: 1 },
  'apisix.apache.org': { ApisixRoute: 1 },
  // Argo CD calls one whose workload is not there yet degraded, and would wait for it.
  autoscaling: { HorizontalPodAutoscaler: 2 },
  // A name may point at a gateway only once the gateway knows what to do with it.
  'externaldns.k8s.io': { DNSEndpoint: 2 },
};

/** The wave where routes are: whatever carries a split, a ConfigMap as well, moves requests and so comes after the rest. */
const SHIFT = 1;

/** The wave of an object; 0 for a kind that is in no table. */
function waveOf(manifest: Manifest): number {
  const wave = waves[groupOf(manifest.apiVersion)]?.[manifest.kind] ?? 0;
  return manifest.metadata.annotations?.[PHASE] === undefined ? wave : Math.max(wave, SHIFT);
}

function annotated(manifest: Manifest, annotations: Readonly<Record<string, string>>): Manifest {
  const { metadata } = manifest;
  // What an object says of itself wins.
  return { ...manifest, metadata: { ...metadata, annotations: { ...annotations, ...metadata.annotations } } };
}

/**
 * The object with its place in the sync. A Namespace is also kept whatever happens to it in Git: with it would go
 * everything in it.
 */
export function withWave(manifest: Manifest): Manifest {
  const wave = waveOf(manifest);
  if (wave === 0) return manifest;
  const kept: Readonly<Record<string, string>> =
    manifest.kind === 'Namespace' ? { [OPTIONS]: 'Prune=false,Delete=false' } : {};
  return annotated(manifest, { ...kept, [WAVE]: String(wave) });
}
