import type { ServiceBackend } from '../../model/backend.js';
import { groupBy } from '../../model/group-by.js';
import type { Json, Manifest } from '../../model/manifest.js';
import { ownMetadata } from '../../model/naming.js';
import type { RouteSet } from '../../model/route-set.js';
import { UserError } from '../../model/user-error.js';
import { servicesOf } from './backend-ref.js';
import { apiVersion, type GatewayApiOptions } from './options.js';

function validation({ name, namespace, tls }: ServiceBackend, set: RouteSet): Json | undefined {
  if (!tls) return undefined;
  if (tls.mode === 'MUTUAL' || tls.secret !== undefined) {
    throw new UserError(
      `TLS to Service "${name}" wants a ${tls.mode === 'MUTUAL' ? 'client certificate' : 'CA'} from a Secret; a BackendTLSPolicy takes the system’s CAs or a ConfigMap.`,
      'Leave `secret` out and mode SIMPLE, or write the BackendTLSPolicy yourself.',
    );
  }
  return {
    wellKnownCACertificates: 'System',
    hostname: tls.sni ?? `${name}.${namespace ?? set.tenant.name}.svc.${set.cluster.domain}`,
    ...(tls.subjectAltNames && {
      subjectAltNames: tls.subjectAltNames.map(hostname => ({ type: 'Hostname', hostname })),
    }),
  };
}

/**
 * One BackendTLSPolicy for each Service that is spoken to in TLS, in the Service's namespace.
 *
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicy
 */
export function backendTlsPolicies(set: RouteSet, options: GatewayApiOptions): readonly Manifest[] {
  const byService = groupBy(servicesOf(set), ({ namespace = set.tenant.name, name }) => `${namespace}/${name}`);
  return [...byService.values()].flatMap(([service, ...others]) => {
    const wanted = validation(service!, set);
    if (others.some(other => JSON.stringify(validation(other, set)) !== JSON.stringify(wanted))) {
      throw new UserError(
        `Two routes treat TLS to Service "${service!.name}" in different ways.`,
        'Give both backends the same `tls`: a BackendTLSPolicy holds for the whole Service.',
      );
    }
    if (wanted === undefined) return [];
    const { name, namespace = set.tenant.name } = service!;
    return [
      {
        apiVersion: apiVersion('BackendTLSPolicy', options),
        kind: 'BackendTLSPolicy',
        metadata: { ...ownMetadata(set, name), namespace },
        spec: { targetRefs: [{ group: '', kind: 'Service', name }], validation: wanted },
      },
    ];
  });
}
