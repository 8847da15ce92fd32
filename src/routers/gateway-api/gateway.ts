import type { Gateway, GatewayTls } from '../../model/gateway.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { ownLabels } from '../../model/naming.js';
import type { Tenant } from '../../model/tenant.js';
import { UserError } from '../../model/user-error.js';
import { redirectFilter } from './filters.js';
import { apiVersion, type GatewayApiOptions } from './options.js';
import { listenerName, parentRef, type Scheme } from './parents.js';

const MOST_LISTENERS = 64;

function listenerTls({ mode, secret, minVersion }: GatewayTls, gateway: Gateway): Json {
  if (mode === 'PASSTHROUGH') return { mode: 'Passthrough' };
  if (mode === 'MUTUAL') {
    throw new UserError(
      `Gateway "${gateway.name}" asks clients for certificates; Gateway API wants their CA in a ConfigMap, which a secret is not.`,
      'Attach the routes to a Gateway of your own: `parent`.',
    );
  }
  if (minVersion !== 'TLSV1_2') {
    throw new UserError(
      `Gateway "${gateway.name}" wants ${minVersion} or later; Gateway API leaves TLS versions to each implementation.`,
      'Attach the routes to a Gateway of your own: `parent`.',
    );
  }
  if (secret === undefined) {
    throw new UserError(`Gateway "${gateway.name}" ends TLS without a certificate.`, 'Name its `secret`.');
  }
  return { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: secret }] };
}

function listeners(gateway: Gateway): readonly Json[] {
  const { http, tls } = gateway;
  const secure = tls?.mode === 'PASSTHROUGH' ? 'tls' : 'https';
  const all = gateway.hosts.flatMap(host => {
    const at = (scheme: Scheme, port: number, protocol: string): Record<string, Json> => ({
      name: listenerName(scheme, host),
      ...(host !== '*' && { hostname: host }),
      port,
      protocol,
      allowedRoutes: { namespaces: { from: 'Same' } },
    });
    return [
      ...(http === 'off' ? [] : [at('http', 80, 'HTTP')]),
      ...(tls ? [{ ...at(secure, 443, secure === 'tls' ? 'TLS' : 'HTTPS'), tls: listenerTls(tls, gateway) }] : []),
    ];
  });
  if (all.length <= MOST_LISTENERS) return all;
  throw new UserError(
    `Gateway "${gateway.name}" needs ${all.length} listeners; Gateway API allows ${MOST_LISTENERS}.`,
    'Make two gateways of it, or take a wildcard host.',
  );
}

/** The route that answers plain HTTP with a redirect. */
function toHttps(gateway: Gateway, tenant: Tenant, options: GatewayApiOptions): Manifest {
  const name = `${gateway.name}-to-https`;
  return {
    apiVersion: apiVersion('HTTPRoute', options),
    kind: 'HTTPRoute',
    metadata: { name, namespace: tenant.name, labels: ownLabels(tenant.name) },
    spec: {
      parentRefs: gateway.hosts.map(host => parentRef(gateway.name, undefined, listenerName('http', host))),
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          filters: [redirectFilter({ scheme: 'https' }, `Gateway "${gateway.name}"`)],
        },
      ],
    },
  };
}

/**
 * The Gateway object, and the redirect to HTTPS where plain HTTP is answered so. Each host has its own listener, since
 * a listener has one host.
 *
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#gateway
 */
export function gatewayObjects(
  gateway: Gateway,
  tenant: Tenant,
  gatewayClassName: string,
  options: GatewayApiOptions,
): readonly Manifest[] {
  return [
    {
      apiVersion: apiVersion('Gateway', options),
      kind: 'Gateway',
      metadata: { name: gateway.name, namespace: tenant.name, labels: ownLabels(tenant.name) },
      spec: { gatewayClassName, listeners: listeners(gateway) },
    },
    ...(gateway.http === 'redirect' ? [toHttps(gateway, tenant, options)] : []),
  ];
}
