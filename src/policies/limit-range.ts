import type { Manifest } from '../model/manifest.js';
import { tenantMetadata } from '../model/naming.js';
import type { Tenant, Walls } from '../model/tenant.js';

/**
 * What a container gets that asks for nothing. A quota on CPU or memory refuses Pods that say no figure, and this one
 * says it for them.
 *
 * Source: https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function limitRanges(tenant: Tenant, { requests, limits }: Walls): readonly Manifest[] {
  if (!requests && !limits) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: tenantMetadata(tenant.name, 'container-defaults'),
      spec: {
        limits: [
          {
            type: 'Container',
            ...(limits && { default: { ...limits } }),
            ...(requests && { defaultRequest: { ...requests } }),
          },
        ],
      },
    },
  ];
}
