import type { Json, Manifest } from '../../src/model/manifest.js';

/** One place where requests can end: a host of the mesh, or a subset of it. */
export interface Destination {
  /** The full host name: `shop.acme.svc.cluster.local`. */
  readonly host: string;
  readonly subset?: string;
  /** The labels that its Pods carry. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A port on which a host's Pods are called. */
export interface Port {
  readonly number: number;
  /** What the gateway speaks to it, in Istio's words; unset: HTTP/1.1, for a gateway does not guess. */
  readonly protocol?: string;
}

/** A host with everything that the manifests send to it. */
export interface Host {
  readonly name: string;
  readonly ports: readonly Port[];
  readonly destinations: readonly Destination[];
  /** What a ServiceEntry among the manifests says of it; unset for a Service. */
  readonly declared?: Declared;
}

/** A host outside the mesh. */
export interface Declared {
  /** Where its endpoints are said to be; empty: where DNS says. */
  readonly addresses: readonly string[];
}

/** `shop.acme` for a Service's host, `shop.acme/v1` for its subset; other hosts keep their names. */
export function backendName({ host, subset }: Pick<Destination, 'host' | 'subset'>): string {
  const short = host.replace(/\.svc\.cluster\.local$/, '');
  return subset === undefined ? short : `${short}/${subset}`;
}

/** Every host that the VirtualServices of these manifests send requests to, with its subsets and ports. */
export function hostsOf(manifests: readonly Manifest[]): readonly Host[] {
  const called = manifests.filter(({ kind }) => kind === 'VirtualService').flatMap(calls);
  const names = [...new Set(called.map(({ host }) => host))].sort();
  return names.map(name => {
    const entry = entryOf(manifests, name);
    return {
      name,
      ports: portsOf(name, called, manifests),
      destinations: destinationsOf(name, manifests),
      ...(entry && { declared: { addresses: (entry.endpoints ?? []).map(({ address }) => address) } }),
    };
  });
}

interface Call {
  readonly host: string;
  readonly port?: number;
}

/** A destination stands under `route`, `mirror`, `mirrors`, for HTTP, TLS and TCP: what looks like one is one. */
function calls({ metadata, spec }: Manifest): readonly Call[] {
  const found: Call[] = [];
  const walk = (value: Json | undefined, key: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (isMap(value)) {
      const { host, port } = value;
      if ((key === 'destination' || key === 'mirror') && typeof host === 'string') {
        const number = isMap(port) ? port['number'] : undefined;
        found.push({ host: fullName(host, metadata.namespace), ...(typeof number === 'number' && { port: number }) });
      }
      for (const [name, item] of Object.entries(value)) walk(item, name);
    }
  };
  walk(spec, '');
  return found;
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Istio completes a name without a dot by the namespace of the object that says it. */
function fullName(host: string, namespace = 'default'): string {
  return host.includes('.') ? host : `${host}.${namespace}.svc.cluster.local`;
}

function entryOf(manifests: readonly Manifest[], host: string): Entry | undefined {
  const entries = manifests.filter(({ kind }) => kind === 'ServiceEntry').map(({ spec }) => spec as unknown as Entry);
  return entries.find(({ hosts }) => hosts.includes(host));
}

interface Entry {
  readonly hosts: readonly string[];
  readonly endpoints?: readonly { readonly address: string }[];
}

function destinationsOf(host: string, manifests: readonly Manifest[]): readonly Destination[] {
  const rules = manifests
    .filter(({ kind }) => kind === 'DestinationRule')
    .map(({ metadata, spec }) => ({ metadata, spec: spec as unknown as Rule }));
  const subsets = rules
    .filter(({ metadata, spec }) => fullName(spec.host, metadata.namespace) === host)
    .flatMap(({ spec }) => spec.subsets ?? []);
  if (subsets.length === 0) return [{ host, labels: {} }];
  return subsets.map(({ name, labels = {} }) => ({ host, subset: name, labels }));
}

interface Rule {
  readonly host: string;
  readonly subsets?: readonly { readonly name: string; readonly labels?: Readonly<Record<string, string>> }[];
}

function portsOf(host: string, called: readonly Call[], manifests: readonly Manifest[]): readonly Port[] {
  const service = manifests.find(
    ({ kind, metadata }) => kind === 'Service' && fullName(metadata.name, metadata.namespace) === host,
  );
  const known = ((service?.spec as unknown as ServiceSpec | undefined)?.ports ?? []).map(
    ({ port, name, appProtocol }) => ({
      number: port,
      protocol: protocolOf(appProtocol ?? name?.split('-')[0]),
    }),
  );
  const asked = called.flatMap(call => (call.host === host && call.port !== undefined ? [call.port] : []));
  const others = [...new Set(asked)].filter(number => !known.some(port => port.number === number));
  const all = [...known, ...others.map(number => ({ number }))];
  return all.length > 0 ? all : [{ number: 80 }];
}

interface ServiceSpec {
  readonly ports?: readonly { readonly port: number; readonly name?: string; readonly appProtocol?: string }[];
}

/** As Istio reads it: the port's appProtocol, else the first word of its name; anything else says nothing. */
function protocolOf(said: string | undefined): string | undefined {
  const protocols: Readonly<Record<string, string>> = {
    grpc: 'GRPC',
    http: 'HTTP',
    http2: 'HTTP2',
    h2c: 'HTTP2',
    'kubernetes.io/h2c': 'HTTP2',
  };
  return protocols[said?.toLowerCase() ?? ''];
}
