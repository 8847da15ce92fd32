import type { HostBackend } from '../../model/backend.js';
import { groupBy } from '../../model/group-by.js';
import { apiVersion } from '../../model/istio-api.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { hostSlug, ownMetadata } from '../../model/naming.js';
import type { RouteSet } from '../../model/route-set.js';

import { endsOf } from './destination-rule.js';

function isAddress(text: string): boolean {
  return /^[\d.]+$/.test(text) || text.includes(':');
}

function port(of: HostBackend): Json {
  // TLS that the gateway begins itself wraps HTTP; the registry is told what is inside.
  const name = of.tls ? 'https' : 'http';
  return { number: of.port, name: `${name}-${of.port}`, protocol: of.tls ? 'HTTPS' : 'HTTP' };
}

/**
 * One ServiceEntry a host outside the cluster: the mesh sends nothing to a host that it does not know.
 *
 * Source: https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export function serviceEntries(set: RouteSet): readonly Manifest[] {
  const hosts = endsOf(set).filter(end => end.kind === 'host');
  return [...groupBy(hosts, end => end.host)].map(([host, ends]) => {
    const addresses: readonly string[] = [...new Set(ends.flatMap(end => end.addresses ?? []))];
    const ports = [...new Map(ends.map(end => [end.port, port(end)])).values()];
    return {
      apiVersion: apiVersion('networking', set.cluster),
      kind: 'ServiceEntry',
      metadata: ownMetadata(set, hostSlug(host)),
      spec: {
        hosts: [host],
        location: 'MESH_EXTERNAL',
        ports,
        // STATIC dials addresses only; names among the endpoints still have to be looked up.
        resolution: addresses.length > 0 && addresses.every(isAddress) ? 'STATIC' : 'DNS',
        ...(addresses.length > 0 && { endpoints: addresses.map(address => ({ address })) }),
      },
    };
  });
}
