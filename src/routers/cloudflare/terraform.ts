import type { Json } from '../../model/manifest.js';
import { hostSlug } from '../../model/naming.js';
import { hostsOf, publicAddress } from '../../model/public-address.js';
import type { RouteSet, Side } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';

/** What the load balancers of a route set stand on. */
export interface Account {
  readonly accountId: string;
  readonly zoneId: string;
  /** Seconds that resolvers may keep an answer. */
  readonly ttl: number;
  /** Public address of the gateway where sides without a backend of their own end. */
  readonly address: string | undefined;
}

/** The resource of a side's pool. It hangs on nothing but the side's id, so that no phase replaces it. */
export function poolKey(side: Side): string {
  return `to-${hostSlug(side.id)}`;
}

const poolId = (side: Side): string => `\${cloudflare_load_balancer_pool.${poolKey(side)}.id}`;

function pool(side: Side, set: RouteSet, { accountId, address }: Account): Json {
  return {
    account_id: accountId,
    // One account may hold the pools of several clusters and tenants.
    name: [set.cluster.name, set.tenant.name, set.name, hostSlug(side.id)].join('-'),
    origins: [{ name: hostSlug(side.id), address: publicAddress(side, address), enabled: true }],
  };
}

function loadBalancer(host: string, set: RouteSet, split: Split, { zoneId, ttl }: Account): Json {
  const weights = set.sides.map(side => [poolId(side), partsOf(split, side.id) / 10_000] as const);
  return {
    zone_id: zoneId,
    name: host,
    proxied: false,
    ttl,
    default_pools: set.sides.map(poolId),
    // What is asked when no pool is healthy: the side that is left, as long as it is there.
    fallback_pool: poolId(set.sides[0]!),
    steering_policy: 'random',
    random_steering: { default_weight: 0, pool_weights: Object.fromEntries(weights) },
  };
}

/**
 * A Terraform configuration of a pool for each side and a load balancer for each host.
 *
 * Sources: https://registry.terraform.io/providers/cloudflare/cloudflare/5.14.0/docs/resources/load_balancer,
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function terraform(set: RouteSet, split: Split, account: Account): Json {
  return {
    terraform: { required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version: '~> 5.14' } } },
    resource: {
      cloudflare_load_balancer_pool: Object.fromEntries(
        set.sides.map(side => [poolKey(side), pool(side, set, account)]),
      ),
      cloudflare_load_balancer: Object.fromEntries(
        hostsOf(set).map(host => [`at-${hostSlug(host)}`, loadBalancer(host, set, split, account)]),
      ),
    },
  };
}
