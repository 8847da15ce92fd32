import { hostSlug } from '../../model/naming.js';
import { hostsOf, publicAddress } from '../../model/public-address.js';
import type { RouteSet } from '../../model/route-set.js';
import { ALL } from '../../model/share.js';
import { type Split, sameSplit } from '../../model/split.js';
import { type Account, poolKey } from './terraform.js';

interface Configuration {
  readonly resource?: {
    readonly cloudflare_load_balancer_pool?: Readonly<
      Record<string, { readonly origins?: readonly { readonly address?: string }[] }>
    >;
    readonly cloudflare_load_balancer?: Readonly<
      Record<string, { readonly random_steering?: { readonly pool_weights?: Readonly<Record<string, number>> } }>
    >;
  };
}

/** The configuration in a text, or `undefined` when it is none. */
function parsed(text: string): Configuration | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function splitOf(host: string, { resource }: Configuration, set: RouteSet): Split | undefined {
  const steering = resource?.cloudflare_load_balancer?.[`at-${hostSlug(host)}`]?.random_steering;
  const weights = Object.entries(steering?.pool_weights ?? {});
  const units = weights.map(([, weight]) => Math.round(weight * ALL));
  const sum = units.reduce((all, unit) => all + unit, 0);
  const split = set.sides.map(side => {
    const at = weights.findIndex(([id]) => id === `\${cloudflare_load_balancer_pool.${poolKey(side)}.id}`);
    return { backend: side.id, parts: ((units[at] ?? Number.NaN) * ALL) / sum };
  });
  return weights.length === split.length && split.every(({ parts }) => Number.isInteger(parts)) ? split : undefined;
}

/** The split that a configuration enacts: the one that all of the set's hosts have, between pools that are the sides. */
export function readSplit(text: string, set: RouteSet, { address }: Account): Split | undefined {
  const found = parsed(text);
  const pools = found?.resource?.cloudflare_load_balancer_pool ?? {};
  const ours = set.sides.every(side => {
    const origins = pools[poolKey(side)]?.origins ?? [];
    return origins.length === 1 && origins[0]!.address === publicAddress(side, address);
  });
  if (!found || !ours) return undefined;
  const splits = hostsOf(set).map(host => splitOf(host, found, set));
  const [first] = splits;
  return first && splits.every(split => split && sameSplit(split, first)) ? first : undefined;
}
