import type { Json, Manifest } from '../../model/manifest.js';
import { titleOf } from '../../model/manifest.js';
import { fullHost, gatewayName } from './names.js';
import { at, fields, isA, items, NETWORKING, namespaceOf, text, texts } from './shape.js';

/** One http rule, and where it is written. */
export interface Rule {
  readonly at: string;
  /** With the names of hosts and gateways in full. */
  readonly spec: Readonly<Record<string, Json | undefined>>;
}

export interface VirtualService {
  readonly title: string;
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** `namespace/name`, or `mesh`. */
  readonly gateways: readonly string[];
  /** Empty: every namespace. */
  readonly exportTo: readonly string[];
  /** Delegates already stand where they are called. */
  readonly http: readonly Rule[];
  readonly tls: readonly Rule[];
  readonly created: string | undefined;
}

function hostInFull(destination: Json | undefined, namespace: string): Json | undefined {
  const host = text(at(destination, 'host'));
  return host === undefined ? destination : { ...fields(destination), host: fullHost(host, namespace) };
}

function endsInFull(ends: Json | undefined, namespace: string): Json | undefined {
  if (ends === undefined) return undefined;
  return items(ends).map(end => ({ ...fields(end), destination: hostInFull(at(end, 'destination'), namespace) }));
}

function matchInFull(match: Json, namespace: string): Json {
  const gateways = texts(at(match, 'gateways')).map(name => gatewayName(name, namespace));
  return gateways.length === 0 ? match : { ...fields(match), gateways };
}

/** Short names mean the namespace of the object that they stand in, wherever a rule is taken to. */
function inFull(rule: Json, namespace: string): Rule['spec'] {
  const { match, route, mirror, mirrors, ...others } = fields(rule);
  return {
    ...others,
    ...(match !== undefined && { match: items(match).map(one => matchInFull(one, namespace)) }),
    ...(route !== undefined && { route: endsInFull(route, namespace) }),
    ...(mirror !== undefined && { mirror: hostInFull(mirror, namespace) }),
    ...(mirrors !== undefined && { mirrors: endsInFull(mirrors, namespace) }),
  };
}

function rulesOf(manifest: Manifest, field: 'http' | 'tls'): readonly Rule[] {
  const namespace = namespaceOf(manifest);
  return items(at(manifest, 'spec', field)).map((rule, i) => ({
    at: `${titleOf(manifest)} ${field}[${i}]`,
    spec: inFull(rule, namespace),
  }));
}

function read(manifest: Manifest): VirtualService {
  const namespace = namespaceOf(manifest);
  const gateways = texts(at(manifest, 'spec', 'gateways'));
  return {
    title: titleOf(manifest),
    name: manifest.metadata.name,
    namespace,
    hosts: texts(at(manifest, 'spec', 'hosts')).map(host => fullHost(host, namespace)),
    gateways: gateways.length > 0 ? gateways.map(name => gatewayName(name, namespace)) : ['mesh'],
    exportTo: texts(at(manifest, 'spec', 'exportTo')),
    http: rulesOf(manifest, 'http'),
    tls: rulesOf(manifest, 'tls'),
    created: text(manifest.metadata['creationTimestamp']),
  };
}

/** Every VirtualService, roots and delegates, as they are written. */
export function virtualServicesIn(found: readonly Manifest[]): readonly VirtualService[] {
  return found.filter(manifest => isA(manifest, NETWORKING, 'VirtualService')).map(read);
}

/** Whether an object may be used from a namespace; `undefined` when that namespace is not known and it matters. */
export function isVisible(exportTo: readonly string[], own: string, from: string | undefined): boolean | undefined {
  if (exportTo.length === 0 || exportTo.includes('*')) return true;
  if (exportTo.includes('~')) return false;
  if (from === undefined) return undefined;
  return exportTo.some(name => (name === '.' ? own : name) === from);
}
