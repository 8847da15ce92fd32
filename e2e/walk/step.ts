import type { Manifest } from '../../src/model/manifest.js';
import type { RouteSet } from '../../src/model/route-set.js';
import type { Split } from '../../src/model/split.js';
import type { Router } from '../../src/routers/router.js';

/** One phase of a walk: what was planned, and the objects that shall bring it about. */
export interface Step {
  readonly phase: string;
  readonly set: RouteSet;
  readonly split: Split;
  /** All of them: the gateways, the routes, and what stands beside. */
  readonly objects: readonly Manifest[];
}

/** A step straight from a router. */
export function renderedStep(
  router: Router,
  phase: string,
  set: RouteSet,
  split: Split,
  beside: readonly Manifest[] = [],
): Step {
  const doors = set.gateways.flatMap(gateway => router.gateway?.(gateway, set.tenant, set.cluster) ?? []);
  return { phase, set, split, objects: [...doors, ...router.render({ ...set, phase }, split), ...beside] };
}
