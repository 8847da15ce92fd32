import { groupOf, type Manifest } from '../../model/manifest.js';
import { hostSlug } from '../../model/naming.js';
import { hostsOf, publicAddress } from '../../model/public-address.js';
import type { RouteSet } from '../../model/route-set.js';
import { ALL } from '../../model/share.js';
import { type Split, sameSplit } from '../../model/split.js';
import { type Records, WEIGHT } from './dns-endpoint.js';

interface Endpoint {
  readonly dnsName?: string;
  readonly setIdentifier?: string;
  readonly targets?: readonly string[];
  readonly providerSpecific?: readonly { readonly name?: string; readonly value?: string }[];
}

function endpointsOf(host: string, set: RouteSet, found: readonly Manifest[]): readonly Endpoint[] {
  const object = found.find(
    ({ kind, apiVersion, metadata }) =>
      kind === 'DNSEndpoint' &&
      groupOf(apiVersion) === 'externaldns.k8s.io' &&
      metadata.namespace === set.tenant.name &&
      metadata.name === hostSlug(host),
  );
  const spec = object?.['spec'] as { readonly endpoints?: readonly Endpoint[] } | undefined;
  return (spec?.endpoints ?? []).filter(({ dnsName }) => dnsName === host);
}

/** A record's weight, or `undefined` when it has none that Route 53 would take. */
function weightOf({ providerSpecific }: Endpoint): number | undefined {
  const text = providerSpecific?.find(({ name }) => name === WEIGHT)?.value ?? '';
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : undefined;
}

function splitOf(endpoints: readonly Endpoint[], set: RouteSet, records: Records): Split | undefined {
  const own = set.sides.map(side =>
    endpoints.find(
      ({ setIdentifier, targets }) =>
        setIdentifier === side.id && targets?.length === 1 && targets[0] === publicAddress(side, records.address),
    ),
  );
  const weights = own.map(endpoint => endpoint && weightOf(endpoint));
  if (endpoints.length !== set.sides.length || weights.includes(undefined)) return undefined;
  const sum = weights.reduce<number>((all, weight) => all + weight!, 0);
  // Route 53 takes weights that are all 0 for equal ones.
  const parts = weights.map(weight => (sum === 0 ? ALL / weights.length : (weight! * ALL) / sum));
  if (!parts.every(Number.isInteger)) return undefined;
  return set.sides.map((side, i) => ({ backend: side.id, parts: parts[i]! }));
}

/** The split that the records enact: the one that all of the set's names have. */
export function readSplit(found: readonly Manifest[], set: RouteSet, records: Records): Split | undefined {
  const splits = hostsOf(set).map(host => splitOf(endpointsOf(host, set, found), set, records));
  const [first] = splits;
  return first && splits.every(split => split && sameSplit(split, first)) ? first : undefined;
}
