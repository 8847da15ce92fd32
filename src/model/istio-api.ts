import { atLeast, type Cluster } from './cluster.js';

/**
 * The version of an Istio API that every release from the cluster's on serves: v1 came with 1.22.
 *
 * Source: https://istio.io/latest/news/releases/1.22.x/announcing-1.22/
 */
export function apiVersion(group: 'networking' | 'security' | 'telemetry', cluster: Cluster): string {
  const before = group === 'telemetry' ? 'v1alpha1' : 'v1beta1';
  return `${group}.istio.io/${atLeast(cluster.istio, '1.22') ? 'v1' : before}`;
}

/** The namespace of Istio's control plane, whose objects hold for the whole mesh. */
export const CONTROL_PLANE = 'istio-system';
