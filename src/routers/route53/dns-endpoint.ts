import type { Json, Manifest } from '../../model/manifest.js';
import { hostSlug, ownMetadata } from '../../model/naming.js';
import { hostsOf, publicAddress } from '../../model/public-address.js';
import type { RouteSet } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';
import { type RecordType, recordType } from './record-type.js';

export const WEIGHT = 'aws/weight';

/** What the records of a route set stand on. */
export interface Records {
  /** The hosted zone; a host outside it is refused. */
  readonly zone: string;
  /** Seconds that resolvers may keep an answer. */
  readonly ttl: number;
  /** Public address of the gateway where sides without a backend of their own end. */
  readonly address: string | undefined;
}

/**
 * The one type of all records of a name.
 * @throws UserError when the sides want several, which Route 53 refuses, or answers only one of them to each question.
 */
function commonType(set: RouteSet, records: Records): RecordType {
  const types = set.sides.map(side => recordType(publicAddress(side, records.address)));
  const odd = types.findIndex(type => type !== types[0]);
  if (odd < 0) return types[0]!;
  throw new UserError(
    `Side "${set.sides[0]!.id}" is reached by ${types[0]} and side "${set.sides[odd]!.id}" by ${types[odd]}; records that share a name’s lookups have one type.`,
    'Give both sides addresses of one kind: IPv4 addresses, IPv6 addresses, names, or names of AWS load balancers.',
  );
}

function checkZone(host: string, type: RecordType, { zone }: Records): void {
  if (host !== zone && !host.endsWith(`.${zone}`)) {
    throw new UserError(`Host "${host}" is outside zone "${zone}".`, 'Name the zone that holds it.');
  }
  if (host === zone && type === 'CNAME') {
    throw new UserError(
      `Host "${host}" is the zone itself, which cannot be a CNAME.`,
      'Use IP addresses or AWS load balancers, or move a name below it.',
    );
  }
}

/**
 * One DNSEndpoint a host, with a weighted record for each side. Weights are per cent, so they sum to 100 and never
 * are all 0, which would mean equal shares.
 *
 * Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html,
 * https://kubernetes-sigs.github.io/external-dns/v0.19.0/docs/tutorials/aws/
 */
export function dnsEndpoints(set: RouteSet, split: Split, records: Records): readonly Manifest[] {
  const type = commonType(set, records);
  return hostsOf(set).map(host => {
    checkZone(host, type, records);
    const endpoints: readonly Json[] = set.sides.map(side => ({
      dnsName: host,
      recordType: type === 'alias' ? 'CNAME' : type,
      // An alias lives as long as what it stands for.
      ...(type !== 'alias' && { recordTTL: records.ttl }),
      targets: [publicAddress(side, records.address)],
      setIdentifier: side.id,
      providerSpecific: [{ name: WEIGHT, value: String(partsOf(split, side.id) / 100) }],
    }));
    return {
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: 'DNSEndpoint',
      metadata: ownMetadata(set, hostSlug(host), 'split'),
      spec: { endpoints },
    };
  });
}
