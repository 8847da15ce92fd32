import { Domains } from './domains.js';
import type { GatewayServer } from './gateway.js';
import { commonHosts, hostsFor } from './names.js';
import type { VirtualService } from './virtual-service.js';

/** A VirtualService on a host, by way of one gateway's server. */
export interface Bound {
  readonly service: VirtualService;
  readonly server: GatewayServer;
  /** Whether it is exported to the gateway's Pods; `undefined` when that hangs on a namespace that no file tells. */
  readonly visible: true | undefined;
}

/** All that one domain has on one port. */
export interface VirtualHost {
  readonly domain: string;
  readonly bound: readonly Bound[];
  /** The server that sends plain requests to HTTPS. */
  readonly redirectedBy: GatewayServer | undefined;
}

/**
 * The virtual hosts of servers that share one route table, by domain.
 *
 * Source: https://github.com/istio/istio/blob/1.27.9/pilot/pkg/networking/core/gateway.go
 */
export function virtualHosts(
  servers: readonly GatewayServer[],
  boundTo: (server: GatewayServer) => readonly Bound[],
): Domains<VirtualHost> {
  const hosts = new Map<string, VirtualHost>();
  const put = (domain: string, bound: readonly Bound[], redirectedBy: GatewayServer | undefined): void => {
    const before = hosts.get(domain);
    hosts.set(domain, {
      domain,
      bound: [...(before?.bound ?? []), ...bound],
      redirectedBy: before?.redirectedBy ?? redirectedBy,
    });
  };
  for (const server of servers) {
    const redirect = server.redirects ? server : undefined;
    for (const bound of boundTo(server)) {
      // One without rules for HTTP leaves no trace in the table.
      if (bound.service.http.length === 0) continue;
      const ours = hostsFor(server.hosts, server.namespace, bound.service.namespace);
      for (const host of commonHosts(ours, bound.service.hosts)) put(host.toLowerCase(), [bound], redirect);
    }
    if (!redirect) continue;
    // A host that only one namespace may claim redirects nobody while that namespace has no route for it.
    const open = server.hosts.map(host => host.replace(/^\*\//, '')).filter(host => !host.includes('/'));
    for (const host of open) put(host.toLowerCase(), [], redirect);
  }
  return new Domains(hosts);
}
