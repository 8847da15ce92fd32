import { type Manifest, titleOf } from '../../model/manifest.js';
import { at, fields, isA, items, NETWORKING, namespaceOf, number, text, texts } from './shape.js';

/** How a server speaks with clients. */
export type Speaks = 'http' | 'https' | 'passthrough' | 'other';

/** One server of a Gateway. */
export interface GatewayServer {
  /** `Gateway acme/edge servers[0]` */
  readonly at: string;
  /** `namespace/name` of its Gateway. */
  readonly gateway: string;
  readonly namespace: string;
  readonly port: number;
  /** As written, perhaps with the namespace that may claim them. */
  readonly hosts: readonly string[];
  readonly speaks: Speaks;
  readonly redirects: boolean;
  /** What this plane does not model about it. */
  readonly odd: string | undefined;
}

/** The Pods that some labels select, and all that Gateways tell them. */
export interface GatewayProxy {
  readonly selector: Readonly<Record<string, string>>;
  /** Where the Pods are; `undefined` when no file says it. */
  readonly namespace: string | undefined;
  readonly servers: readonly GatewayServer[];
}

const HTTP = new Set(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY']);

function speaks(protocol: string, mode: string | undefined): Speaks {
  if (HTTP.has(protocol)) return 'http';
  if ((protocol === 'HTTPS' || protocol === 'TLS') && mode === 'PASSTHROUGH') return 'passthrough';
  return protocol === 'HTTPS' && (mode === undefined || mode === 'SIMPLE' || mode === 'MUTUAL') ? 'https' : 'other';
}

function serversOf(manifest: Manifest): readonly GatewayServer[] {
  const namespace = namespaceOf(manifest);
  return items(at(manifest, 'spec', 'servers')).flatMap((server, i) => {
    const port = number(at(server, 'port', 'number'));
    if (port === undefined) return [];
    const protocol = (text(at(server, 'port', 'protocol')) ?? '').toUpperCase();
    const bind = text(at(server, 'bind'));
    return [
      {
        at: `${titleOf(manifest)} servers[${i}]`,
        gateway: `${namespace}/${manifest.metadata.name}`,
        namespace,
        port,
        hosts: texts(at(server, 'hosts')),
        speaks: speaks(protocol, text(at(server, 'tls', 'mode'))),
        redirects: at(server, 'tls', 'httpsRedirect') === true,
        odd: bind === undefined ? undefined : `it binds to ${bind}`,
      },
    ];
  });
}

function labelsOf(manifest: Manifest): Readonly<Record<string, unknown>> {
  if (isA(manifest, 'apps', 'Deployment') || isA(manifest, 'apps', 'DaemonSet')) {
    return fields(at(manifest, 'spec', 'template', 'metadata', 'labels'));
  }
  return isA(manifest, '', 'Pod') ? fields(manifest.metadata.labels) : {};
}

/** The namespace of the Pods that carry the labels, when the files show them in exactly one. */
function namespaceOfPods(found: readonly Manifest[], selector: GatewayProxy['selector']): string | undefined {
  const wanted = Object.entries(selector);
  const places = found.filter(manifest => {
    const labels = labelsOf(manifest);
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
  });
  const [namespace, ...others] = new Set(places.map(namespaceOf));
  return others.length === 0 ? namespace : undefined;
}

/** The proxies that the Gateways select: those of one selector are merged, as they reach the same Pods. */
export function proxiesIn(found: readonly Manifest[]): readonly GatewayProxy[] {
  const bySelector = new Map<string, GatewayProxy>();
  for (const manifest of found) {
    if (!isA(manifest, NETWORKING, 'Gateway')) continue;
    const selector = fields(at(manifest, 'spec', 'selector')) as GatewayProxy['selector'];
    const key = JSON.stringify(Object.entries(selector).sort());
    const before = bySelector.get(key);
    const servers = [...(before?.servers ?? []), ...serversOf(manifest)];
    bySelector.set(key, { selector, namespace: before ? before.namespace : namespaceOfPods(found, selector), servers });
  }
  return [...bySelector.values()];
}
