import type { Json, Manifest } from '../../model/manifest.js';
import { at, fields, items, number, type Path, text, texts } from './shape.js';

export const GATEWAY = 'networking.istio.io/Gateway';

export interface Server {
  readonly port: number | undefined;
  readonly portName: string | undefined;
  /** In upper case. */
  readonly protocol: string;
  readonly hosts: readonly string[];
  readonly bind: string;
  readonly tls: Json | undefined;
  readonly path: Path;
}

/** The servers of an Istio Gateway. */
export function serversOf(manifest: Manifest): readonly Server[] {
  return items(at(manifest, 'spec', 'servers')).map((server, i) => ({
    port: number(at(server, 'port', 'number')),
    portName: text(at(server, 'port', 'name')),
    protocol: (text(at(server, 'port', 'protocol')) ?? '').toUpperCase(),
    hosts: texts(at(server, 'hosts')),
    bind: text(at(server, 'bind')) ?? '',
    tls: at(server, 'tls'),
    path: ['spec', 'servers', i],
  }));
}

/** One text for the Pods that a Gateway means; two Gateways with the same text share their ports. */
export function selectorKey(manifest: Manifest): string {
  const selector = Object.entries(fields(at(manifest, 'spec', 'selector')));
  return JSON.stringify(selector.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const HTTP = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'];

/** Protocols of one family share a port. */
export function familyOf(protocol: string): string {
  if (HTTP.includes(protocol)) return 'plain HTTP';
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'TLS' : protocol;
}
