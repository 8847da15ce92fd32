import type { Json, Manifest } from '../../model/manifest.js';
import { kindOf } from '../rule.js';
import { annotation, at, items, type Path, text, texts } from './shape.js';

const PREFIX = 'external-dns.alpha.kubernetes.io';
const ENDPOINT = 'externaldns.k8s.io/DNSEndpoint';

/** The kinds that external-dns reads names from. */
export const DNS_SOURCES: readonly string[] = [
  '/Service',
  'networking.k8s.io/Ingress',
  'networking.istio.io/Gateway',
  'networking.istio.io/VirtualService',
  'gateway.networking.k8s.io/HTTPRoute',
  ENDPOINT,
];

/** A set of records that external-dns is asked to keep. */
export interface DnsName {
  readonly hosts: readonly string[];
  readonly type: string | undefined;
  readonly weight: string | undefined;
  readonly setIdentifier: string | undefined;
  /** Where the weight is said, or would be. */
  readonly path: Path;
}

function hostsOf(manifest: Manifest): readonly string[] {
  const named = annotation(manifest, `${PREFIX}/hostname`);
  const routed = [
    ...texts(at(manifest, 'spec', 'hosts')),
    ...texts(at(manifest, 'spec', 'hostnames')),
    ...(kindOf(manifest) === 'networking.k8s.io/Ingress'
      ? items(at(manifest, 'spec', 'rules')).flatMap(rule => text(at(rule, 'host')) ?? [])
      : []),
  ];
  return [...(named?.split(',') ?? []), ...routed].map(host => host.trim().toLowerCase()).filter(host => host !== '');
}

function ofEndpoint(endpoint: Json, i: number): DnsName {
  const properties = items(at(endpoint, 'providerSpecific'));
  const weighted = properties.findIndex(property => at(property, 'name') === 'aws/weight');
  const path = ['spec', 'endpoints', i];
  return {
    hosts: [(text(at(endpoint, 'dnsName')) ?? '').toLowerCase()].filter(host => host !== ''),
    type: text(at(endpoint, 'recordType')),
    weight: weighted < 0 ? undefined : text(at(properties[weighted], 'value')),
    setIdentifier: text(at(endpoint, 'setIdentifier')),
    path: weighted < 0 ? path : [...path, 'providerSpecific', weighted],
  };
}

/** What an object asks external-dns for. */
export function dnsNamesOf(manifest: Manifest): readonly DnsName[] {
  if (kindOf(manifest) === ENDPOINT) return items(at(manifest, 'spec', 'endpoints')).map(ofEndpoint);
  const weight = annotation(manifest, `${PREFIX}/aws-weight`);
  const setIdentifier = annotation(manifest, `${PREFIX}/set-identifier`);
  const isAsked = weight !== undefined || setIdentifier !== undefined || annotation(manifest, `${PREFIX}/hostname`);
  if (!isAsked) return [];
  const said = weight === undefined ? [] : [`${PREFIX}/aws-weight`];
  const path = ['metadata', 'annotations', ...said];
  return [{ hosts: hostsOf(manifest), type: undefined, weight, setIdentifier, path }];
}
