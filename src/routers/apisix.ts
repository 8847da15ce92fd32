import type { Json } from '../model/manifest.js';
import { apisixRoutes } from './apisix/apisix-route.js';
import { apisixFeatures } from './apisix/limits.js';
import { readSplit } from './apisix/read.js';
import { upstreams } from './apisix/upstream.js';
import type { Router } from './router.js';

export interface ApisixOptions {
  /** Which controller takes the objects, where a cluster has several. @default none is named */
  readonly ingressClass?: string;
}

/**
 * APISIX by the objects of its ingress controller 1.8 (v2): an ApisixRoute splits by weight between Services of the
 * tenant and ApisixUpstreams, such as a new gateway's, so that an old edge hands over from its own side.
 */
export function apisix(options: ApisixOptions = {}): Router {
  const { ingressClass } = options;
  const named: Readonly<Record<string, Json>> = ingressClass === undefined ? {} : { ingressClassName: ingressClass };
  return {
    name: 'apisix',
    can: {
      // Weights go round in turn: per cent keep a turn short, so that a share holds over a hundred requests.
      step: 100,
      sides: 16,
      of: 'requests',
      features: apisixFeatures,
    },
    render: (set, split) => [...upstreams(set, named), ...apisixRoutes(set, split, named)],
    read: readSplit,
  };
}
