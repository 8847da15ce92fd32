import { milliseconds } from '../model/duration.js';
import { type Feature, features } from '../model/feature.js';
import { UserError } from '../model/user-error.js';
import { dnsEndpoints, type Records } from './route53/dns-endpoint.js';
import { readSplit } from './route53/read.js';
import type { Limit, Router } from './router.js';

export interface Route53Options {
  /** The hosted zone, `voice.example`: a host outside it is refused. */
  readonly zone: string;
  /** How long resolvers may keep an answer: `'60s'`. Aliases of AWS load balancers keep their own 60 s. @default '60s' */
  readonly ttl?: string;
  /** Public address of the new gateway, where routes end at their own backends. @default every side is an edge with an address */
  readonly address?: string;
}

const unable: Limit = {
  because: 'see requests: it only says which address a name has',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html',
};

const inside: Limit = {
  because: 'point a name at what has no public address',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html',
};

const own: Readonly<Partial<Record<Feature, true | Limit>>> = {
  'backend.edge-address': true,
  'backend.edge': inside,
  'backend.host': inside,
  'backend.namespace': inside,
  'backend.subset': inside,
};

const LONGEST_TTL = 2_147_483_647;

/** @throws UserError when it is no TTL of DNS: whole seconds. */
function secondsOf(ttl: string): number {
  const seconds = milliseconds(ttl) / 1_000;
  if (Number.isInteger(seconds) && seconds <= LONGEST_TTL) return seconds;
  throw new UserError(`A TTL of "${ttl}" is no whole number of seconds.`, 'Write "60s".');
}

/**
 * Weighted names in Route 53, made by external-dns from DNSEndpoint objects. A share is one of lookups: every resolver
 * keeps its answer for the TTL and sends all of its users to one side.
 */
export function route53({ zone, ttl = '60s', address }: Route53Options): Router {
  const records: Records = { zone, ttl: secondsOf(ttl), address };
  return {
    name: 'route53',
    can: {
      // Weights are whole numbers up to 255; per cent are weights that people read at once.
      step: 100,
      // The most records of one name and type.
      sides: 100,
      of: 'lookups',
      features: Object.fromEntries(features.map(feature => [feature, own[feature] ?? unable])) as Record<
        Feature,
        true | Limit
      >,
    },
    render: (set, split) => dnsEndpoints(set, split, records),
    read: (found, set) => readSplit(found, set, records),
  };
}
