import type { Cluster } from '../../model/cluster.js';
import type { Gateway, GatewayTls } from '../../model/gateway.js';
import { apiVersion } from '../../model/istio-api.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { ownLabels } from '../../model/naming.js';
import type { Tenant } from '../../model/tenant.js';

function serverTls(tls: GatewayTls): Json {
  if (tls.mode === 'PASSTHROUGH') return { mode: tls.mode };
  return {
    mode: tls.mode,
    ...(tls.secret !== undefined && { credentialName: tls.secret }),
    minProtocolVersion: tls.minVersion,
  };
}

/**
 * The Gateway object.
 *
 * Source: https://istio.io/latest/docs/reference/config/networking/gateway/
 */
export function gatewayObject(gateway: Gateway, tenant: Tenant, cluster: Cluster): Manifest {
  const { hosts, http, tls } = gateway;
  const passes = tls?.mode === 'PASSTHROUGH';
  const servers: Json[] = [];
  if (http !== 'off') {
    servers.push({
      port: { number: 80, name: 'http', protocol: 'HTTP' },
      hosts,
      ...(http === 'redirect' && { tls: { httpsRedirect: true } }),
    });
  }
  if (tls) {
    const port = { number: 443, name: passes ? 'tls' : 'https', protocol: passes ? 'TLS' : 'HTTPS' };
    servers.push({ port, hosts, tls: serverTls(tls) });
  }
  return {
    apiVersion: apiVersion('networking', cluster),
    kind: 'Gateway',
    metadata: { name: gateway.name, namespace: tenant.name, labels: ownLabels(tenant.name) },
    spec: { selector: gateway.selector, servers },
  };
}
