import { milliseconds } from '../model/duration.js';
import { type Feature, features } from '../model/feature.js';
import type { Manifest } from '../model/manifest.js';
import { ownMetadata } from '../model/naming.js';
import type { RouteSet } from '../model/route-set.js';
import { UserError } from '../model/user-error.js';
import { readSplit } from './cloudflare/read.js';
import { type Account, terraform } from './cloudflare/terraform.js';
import type { Limit, Router } from './router.js';

export interface CloudflareOptions {
  /** The account that holds the pools. */
  readonly accountId: string;
  /** The zone that holds the hosts. */
  readonly zoneId: string;
  /** How long resolvers may keep an answer: `'30s'`. @default '30s' */
  readonly ttl?: string;
  /** Public address of the new gateway, where routes end at their own backends. @default every side is an edge with an address */
  readonly address?: string;
}

const SOURCE = 'https://developers.cloudflare.com/load-balancing/understand-basics/proxy-modes/';

const unable: Limit = { because: 'see requests: it only says which address a name has', source: SOURCE };
const inside: Limit = { because: 'point a name at what has no public address', source: SOURCE };

const own: Readonly<Partial<Record<Feature, true | Limit>>> = {
  'backend.edge-address': true,
  'backend.edge': inside,
  'backend.host': inside,
  'backend.namespace': inside,
  'backend.subset': inside,
};

const FILE = 'main.tf.json';

/** @throws UserError when it is no TTL of DNS: whole seconds. */
function secondsOf(ttl: string): number {
  const seconds = milliseconds(ttl) / 1_000;
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new UserError(`A TTL of "${ttl}" is no whole number of seconds.`, 'Write "30s".');
}

/**
 * Load balancers of Cloudflare, DNS only: a name's lookups are shared between a pool for each side by their weights. The
 * Terraform configuration of them travels in a ConfigMap; whoever runs Terraform takes it from there.
 */
export function cloudflare({ accountId, zoneId, ttl = '30s', address }: CloudflareOptions): Router {
  const account: Account = { accountId, zoneId, ttl: secondsOf(ttl), address };
  const nameFor = (set: RouteSet): string => `${set.name}-cloudflare`;
  return {
    name: 'cloudflare',
    can: {
      // Weights are hundredths from 0 to 1.
      step: 100,
      // A migration has two; how many pools there may be hangs on the plan of the account.
      sides: 2,
      of: 'lookups',
      features: Object.fromEntries(features.map(feature => [feature, own[feature] ?? unable])) as Record<
        Feature,
        true | Limit
      >,
    },
    render: (set, split): readonly Manifest[] => [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: ownMetadata(set, nameFor(set), 'split'),
        data: { [FILE]: `${JSON.stringify(terraform(set, split, account), undefined, 2)}\n` },
      },
    ],
    read(found, set) {
      const object = found.find(
        ({ apiVersion, kind, metadata }) =>
          apiVersion === 'v1' &&
          kind === 'ConfigMap' &&
          metadata.name === nameFor(set) &&
          metadata.namespace === set.tenant.name,
      );
      const text = (object?.['data'] as Readonly<Record<string, string>> | undefined)?.[FILE];
      return text === undefined ? undefined : readSplit(text, set, account);
    },
  };
}
