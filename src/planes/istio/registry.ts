import { groupBy } from '../../model/group-by.js';
import { CONTROL_PLANE } from '../../model/istio-api.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { fullHost, isWithin } from './names.js';
import { at, fields, isA, items, NETWORKING, namespaceOf, number, text, texts } from './shape.js';
import { isVisible } from './virtual-service.js';

/** A host that the mesh knows. */
interface Known {
  readonly namespace: string;
  readonly ports: readonly number[];
  readonly exportTo: readonly string[];
  /** What DNS is told in place of Pods. */
  readonly externalName: string | undefined;
}

interface Policy {
  readonly host: string;
  readonly namespace: string;
  readonly exportTo: readonly string[];
  readonly trafficPolicy: Json | undefined;
  readonly subsets: ReadonlyMap<string, Json>;
}

/** Where a destination leads. */
export interface Place {
  readonly to: string;
  /** Why there is nobody: the gateway answers 503. */
  readonly missing?: string;
  readonly unknown?: string;
  readonly assumes?: string;
  /** The traffic policy of the connections. */
  readonly policy?: Json;
}

const SERVICE = /^([^.*]+)\.([^.]+)\.svc\..+$/;

/** Whatever the cluster's domain is, a Service is one. */
function keyOf(host: string): string {
  const [, name, namespace] = SERVICE.exec(host) ?? [];
  return name === undefined ? host.toLowerCase() : `${name}.${namespace}.svc`;
}

function services(found: readonly Manifest[]): readonly (readonly [string, Known])[] {
  return found.flatMap(manifest => {
    const namespace = namespaceOf(manifest);
    const spec = fields(manifest['spec']);
    const entry = isA(manifest, NETWORKING, 'ServiceEntry');
    if (!entry && !isA(manifest, '', 'Service')) return [];
    const exported = text(fields(manifest.metadata.annotations)['networking.istio.io/exportTo']);
    const known: Known = {
      namespace,
      ports: items(spec['ports'])
        .filter(port => at(port, 'protocol') !== 'UDP')
        .flatMap(port => number(at(port, entry ? 'number' : 'port')) ?? []),
      exportTo: entry ? texts(spec['exportTo']) : (exported?.split(',').map(name => name.trim()) ?? []),
      externalName: entry || spec['type'] !== 'ExternalName' ? undefined : text(spec['externalName']),
    };
    const hosts = entry ? texts(spec['hosts']) : [`${manifest.metadata.name}.${namespace}.svc.cluster.local`];
    return hosts.map(host => [keyOf(host), known] as const);
  });
}

function policies(found: readonly Manifest[]): readonly Policy[] {
  return found
    .filter(manifest => isA(manifest, NETWORKING, 'DestinationRule'))
    .map(manifest => {
      const namespace = namespaceOf(manifest);
      const subsets = items(at(manifest, 'spec', 'subsets'));
      return {
        host: keyOf(fullHost(text(at(manifest, 'spec', 'host')) ?? '', namespace)),
        namespace,
        exportTo: texts(at(manifest, 'spec', 'exportTo')),
        trafficPolicy: at(manifest, 'spec', 'trafficPolicy'),
        subsets: new Map(subsets.map(subset => [String(at(subset, 'name')), subset])),
      };
    });
}

function titleOfEnd(host: string, port: number | undefined, subset: string | undefined): string {
  const [, name, namespace] = SERVICE.exec(host) ?? [];
  const place = name === undefined ? host : `${namespace}/${name}`;
  return `${place}${port === undefined ? '' : `:${port}`}${subset === undefined ? '' : ` (${subset})`}`;
}

/** What the manifests tell the mesh about hosts: Services, ServiceEntries, DestinationRules. */
export class Registry {
  private readonly known: ReadonlyMap<string, readonly Known[]>;
  private readonly policies: ReadonlyMap<string, readonly Policy[]>;
  private readonly wide: readonly Policy[];

  constructor(found: readonly Manifest[]) {
    const grouped = groupBy(services(found), ([host]) => host);
    this.known = new Map([...grouped].map(([host, all]) => [host, all.map(([, known]) => known)]));
    const rules = policies(found);
    this.policies = groupBy(rules, ({ host }) => host);
    this.wide = rules.filter(({ host }) => host.startsWith('*'));
  }

  /** @param from the namespace of the gateway's Pods, if it is known */
  place(destination: Json | undefined, listener: number, from: string | undefined): Place {
    const host = text(at(destination, 'host')) ?? '';
    const subset = text(at(destination, 'subset'));
    const written = number(at(destination, 'port', 'number'));
    const [known, other] = this.known.get(keyOf(host)) ?? [];
    const port = written ?? (known?.ports.length === 1 ? known.ports[0] : known ? listener : undefined);
    const to = titleOfEnd(host, port, subset);
    if (other) return { to, unknown: `which of several objects named ${host} the gateway takes` };
    if (known?.externalName !== undefined) return { to, unknown: `what ${host} is, which is the name of another` };
    const visible = known && isVisible(known.exportTo, known.namespace, from);
    if (known && visible === undefined) return { to, unknown: `whether ${host} is exported to the gateway` };
    if (visible === false) return { to, missing: `${host} is not exported to the gateway` };
    if (!known && !SERVICE.test(host)) return { to, missing: `no Service and no ServiceEntry is named ${host}` };
    if (known && !known.ports.includes(port!)) return { to, missing: `${host} has no port ${port}` };
    const owner = known?.namespace ?? SERVICE.exec(host)?.[2] ?? '';
    const assumes = known ? {} : { assumes: `Service ${titleOfEnd(host, undefined, undefined)} is there` };
    return { to, ...assumes, ...this.policy(host, subset, owner, from) };
  }

  /** A gateway looks for rules in its own namespace, in the host's, and in the mesh's; nowhere else. */
  private policy(host: string, subset: string | undefined, owner: string, from: string | undefined): Partial<Place> {
    const key = keyOf(host);
    const narrowest = this.policies.get(key) ?? this.wide.filter(rule => isWithin(key, rule.host));
    const near = narrowest.filter(rule => [from, owner, CONTROL_PLANE].includes(rule.namespace));
    const here = near.filter(rule => isVisible(rule.exportTo, rule.namespace, from) !== false);
    const elsewhere = from === undefined && narrowest.length > near.length;
    if (new Set(here.map(rule => rule.namespace)).size > 1 || new Set(here.map(rule => rule.host)).size > 1) {
      return { unknown: `which of several DestinationRules for ${host} the gateway takes` };
    }
    const trafficPolicy = here.map(rule => rule.trafficPolicy).find(policy => policy !== undefined);
    if (subset === undefined) {
      if (elsewhere && here.length === 0) return {};
      return trafficPolicy === undefined ? {} : { policy: trafficPolicy };
    }
    const found = here.map(rule => rule.subsets.get(subset)).find(one => one !== undefined);
    if (found !== undefined) {
      return {
        policy: { ...fields(trafficPolicy), ...fields(at(found, 'trafficPolicy')), labels: at(found, 'labels') },
      };
    }
    if (elsewhere && narrowest.some(rule => rule.subsets.has(subset))) {
      return {
        unknown: `whether the gateway's Pods are in the namespace of the rule with subset ${subset} of ${host}`,
      };
    }
    return { missing: `no DestinationRule that the gateway sees gives ${host} a subset ${subset}` };
  }
}
