import { groupBy } from '../../model/group-by.js';
import type { Request } from '../plane.js';
import { Domains } from './domains.js';
import type { GatewayServer } from './gateway.js';
import { bareHost, hostWithoutPort } from './names.js';

/** What stands on one port. */
export type Listener =
  | { readonly kind: 'http'; readonly servers: readonly GatewayServer[] }
  | { readonly kind: 'tls'; readonly servers: readonly GatewayServer[]; readonly names: Domains<GatewayServer> }
  | { readonly kind: 'unknown'; readonly because: string };

/** The servers that answer a connection, and the TLS name that it asks for. */
export type Accepted =
  | { readonly kind: 'http'; readonly servers: readonly GatewayServer[] }
  | { readonly kind: 'https'; readonly servers: readonly GatewayServer[] }
  | { readonly kind: 'passthrough'; readonly servers: readonly GatewayServer[]; readonly name: string }
  | { readonly kind: 'closed'; readonly because: string }
  | { readonly kind: 'unknown'; readonly because: string };

const unknown = (because: string) => ({ kind: 'unknown', because }) as const;

/** TLS servers whose names nobody before them on the port has taken; the first one of a name keeps it. */
function ofTls(servers: readonly GatewayServer[]): Listener {
  const taken = new Map<string, GatewayServer>();
  const kept: GatewayServer[] = [];
  for (const server of servers) {
    const before = server.hosts.map(host => taken.get(host)).find(found => found !== undefined);
    if (before && before.gateway !== server.gateway) {
      return unknown(`which of ${before.at} and ${server.at} was made first: both name one host`);
    }
    if (before) continue;
    for (const host of server.hosts) taken.set(host, server);
    kept.push(server);
  }
  const names = kept.flatMap(server => server.hosts.map(host => [bareHost(host).toLowerCase(), server] as const));
  return { kind: 'tls', servers: kept, names: new Domains(names) };
}

function listenerOf(servers: readonly GatewayServer[]): Listener {
  const odd = servers.find(server => server.odd !== undefined);
  if (odd) return unknown(`what ${odd.at} does: ${odd.odd}`);
  const other = servers.find(server => server.speaks === 'other');
  if (other) return unknown(`what ${other.at} does: it is none for HTTP, for HTTPS or for TLS that is passed through`);
  const plain = servers.filter(server => server.speaks === 'http');
  if (plain.length === 0) return ofTls(servers);
  if (plain.length === servers.length) return { kind: 'http', servers };
  return unknown(`which servers on port ${servers[0]!.port} are dropped: some speak TLS and some do not`);
}

/**
 * What stands on each port of a proxy.
 *
 * Source: https://github.com/istio/istio/blob/1.27.9/pilot/pkg/model/gateway.go
 */
export function listenersOf(servers: readonly GatewayServer[]): ReadonlyMap<number, Listener> {
  return new Map([...groupBy(servers, ({ port }) => port)].map(([port, group]) => [port, listenerOf(group)]));
}

const closed = (because: string): Accepted => ({ kind: 'closed', because });

/** What becomes of a connection. */
export function accept(listeners: ReadonlyMap<number, Listener>, request: Request): Accepted {
  const { port, scheme, host, serverName } = request;
  const listener = listeners.get(port);
  if (!listener) return closed(`nothing listens on port ${port}`);
  if (listener.kind === 'unknown') return listener;
  if (listener.kind === 'http') return scheme === 'http' ? listener : closed(`port ${port} speaks no TLS`);
  if (scheme === 'http') return closed(`port ${port} speaks TLS`);
  const name = (serverName ?? hostWithoutPort(host)).toLowerCase();
  const server = listener.names.find(name);
  if (!server) return closed(`no server has the TLS name "${name}"`);
  if (server.speaks === 'https') return { kind: 'https', servers: [server] };
  return { kind: 'passthrough', servers: listener.servers.filter(({ speaks }) => speaks === 'passthrough'), name };
}
