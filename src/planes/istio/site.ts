import type { Manifest } from '../../model/manifest.js';
import { withDelegates } from './delegates.js';
import type { Domains } from './domains.js';
import { type GatewayProxy, type GatewayServer, proxiesIn } from './gateway.js';
import { type Listener, listenersOf } from './listener.js';
import { Registry } from './registry.js';
import { unmodelledFor } from './unmodelled.js';
import { type Bound, type VirtualHost, virtualHosts } from './virtual-host.js';
import { isVisible, type VirtualService, virtualServicesIn } from './virtual-service.js';

/** One proxy, with all that answers a request on it. */
export interface GatewayDoor {
  readonly proxy: GatewayProxy;
  readonly listeners: ReadonlyMap<number, Listener>;
  /** What decides besides, and is not modelled. */
  readonly unmodelled: readonly string[];
  /** The virtual hosts of servers that share one route table. */
  hosts(servers: readonly GatewayServer[]): Domains<VirtualHost>;
  /** The VirtualServices that the proxy binds to a server. */
  bound(server: GatewayServer): readonly Bound[];
}

/** All that was read from the manifests. */
export interface Site {
  readonly doors: readonly GatewayDoor[];
  readonly virtualServices: readonly VirtualService[];
  readonly registry: Registry;
}

function byGateway(all: readonly VirtualService[]): ReadonlyMap<string, readonly VirtualService[]> {
  const map = new Map<string, VirtualService[]>();
  for (const service of all) {
    for (const gateway of new Set(service.gateways)) map.set(gateway, [...(map.get(gateway) ?? []), service]);
  }
  return map;
}

export function siteOf(found: readonly Manifest[]): Site {
  const virtualServices = withDelegates(virtualServicesIn(found));
  const services = byGateway(virtualServices);
  const doors = proxiesIn(found).map((proxy): GatewayDoor => {
    const tables = new Map<string, Domains<VirtualHost>>();
    const bound = (server: GatewayServer): readonly Bound[] =>
      (services.get(server.gateway) ?? []).flatMap(service => {
        const visible = isVisible(service.exportTo, service.namespace, proxy.namespace);
        return visible === false ? [] : [{ service, server, visible }];
      });
    return {
      proxy,
      listeners: listenersOf(proxy.servers),
      unmodelled: unmodelledFor(found, proxy),
      bound,
      hosts: servers => {
        const key = servers[0]!.at;
        const table = tables.get(key) ?? virtualHosts(servers, bound);
        tables.set(key, table);
        return table;
      },
    };
  });
  return { doors, virtualServices, registry: new Registry(found) };
}
