import { type Feature, features } from '../model/feature.js';
import { ALL } from '../model/share.js';
import { handover, readHandover } from './ingress-nginx/handover.js';
import { limits } from './ingress-nginx/limits.js';
import { ingressQueries } from './ingress-nginx/queries.js';
import { readSplit } from './ingress-nginx/read.js';
import { ingresses } from './ingress-nginx/routes.js';
import type { Limit, Router } from './router.js';

export interface IngressNginxOptions {
  /** The controller's IngressClass. @default 'nginx' */
  readonly className?: string;
  /**
   * Hands each route over at once, by one Ingress without a canary: only so may the new side have a Host, a protocol and
   * TLS of its own.
   * @default false
   */
  readonly handover?: boolean;
}

function canDo(own: Readonly<Partial<Record<Feature, true | Limit>>>): Record<Feature, true | Limit> {
  return Object.fromEntries(features.map(feature => [feature, own[feature] ?? true])) as Record<Feature, true | Limit>;
}

const noCanary: Limit = {
  because: 'pin anybody without a canary',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
};

/**
 * ingress-nginx: an Ingress for the old side and a canary Ingress for the new one, in steps of 0.01 %. Most of what an
 * Ingress says counts for both sides, so most of what is asked of one side is refused.
 */
export function ingressNginx({ className = 'nginx', handover: whole = false }: IngressNginxOptions = {}): Router {
  const name = 'ingress-nginx';
  if (whole) {
    const pins = { 'pin.header': noCanary, 'pin.cookie': noCanary, 'pin.user': noCanary };
    return {
      name,
      can: { step: ALL, sides: 2, of: 'requests', features: canDo({ ...limits, ...pins, 'tls.upstream': true }) },
      render: (set, split) => handover(set, split, className),
      read: readHandover,
    };
  }
  return {
    name,
    can: { step: 1, sides: 2, of: 'requests', features: canDo(limits) },
    render: (set, split) => ingresses(set, split, className),
    read: readSplit,
    queries: ingressQueries,
  };
}
