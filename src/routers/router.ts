import type { Cluster } from '../model/cluster.js';
import type { Feature } from '../model/feature.js';
import type { Gateway } from '../model/gateway.js';
import type { Manifest } from '../model/manifest.js';
import type { RouteSet } from '../model/route-set.js';
import type { Parts } from '../model/share.js';
import type { Split } from '../model/split.js';
import type { Tenant } from '../model/tenant.js';

/** Why a mechanism cannot do something, and who says so. */
export interface Limit {
  /** Completes "<router> cannot: …", one clause. */
  readonly because: string;
  /** The upstream page that the limit is read from. */
  readonly source: string;
}

/** What a mechanism can enact. It is compared with the plan before anything is rendered. */
export interface Capabilities {
  /** The smallest step of a share, in parts of 10 000: 100 is a whole per cent. */
  readonly step: Parts;
  /** The most sides that a split may have. */
  readonly sides: number;
  /** What a share is a share of. */
  readonly of: 'requests' | 'connections' | 'lookups' | 'users';
  /** `true`, or why not. */
  readonly features: Readonly<Record<Feature, true | Limit>>;
}

/** Questions about the traffic on one side, as PromQL. Rates are per second over `window`, a PromQL duration. */
export interface TrafficQueries {
  requests(set: RouteSet, side: string, window: string): string;
  errors(set: RouteSet, side: string, window: string): string;
  /** In milliseconds. @param quantile 0 to 1 */
  latency(set: RouteSet, side: string, quantile: number, window: string): string;
}

/**
 * A mechanism that can enact a split. Pure: the same input gives the same manifests, in the same order.
 *
 * The law, held by the conformance suite for every router in the list: `read(render(set, s), set)` is `s` for every
 * split `s` over `set.sides` whose parts are multiples of `can.step`.
 */
export interface Router {
  /** Its file's name. */
  readonly name: string;
  /** What it can enact, as data. */
  readonly can: Capabilities;
  /** The objects that split the set's routes. Asked only for what `can` grants. */
  render(set: RouteSet, split: Split): readonly Manifest[];
  /** The way back: the split that the objects enact, or `undefined` when they do not enact one for this set. */
  read(found: readonly Manifest[], set: RouteSet): Split | undefined;
  /** The object where requests enter, for mechanisms that have one. */
  gateway?(gateway: Gateway, tenant: Tenant, cluster: Cluster): readonly Manifest[];
  /** What asks for the traffic on one side. @default the mechanism has no metrics */
  readonly queries?: TrafficQueries;
}
