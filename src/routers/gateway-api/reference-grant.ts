import { groupBy } from '../../model/group-by.js';
import type { Manifest } from '../../model/manifest.js';
import { ownMetadata } from '../../model/naming.js';
import type { RouteSet } from '../../model/route-set.js';
import { servicesOf } from './backend-ref.js';
import { apiVersion, type GatewayApiOptions, GROUP } from './options.js';
import { kindOf } from './routes.js';

/**
 * One ReferenceGrant for each Service of another namespace: without it every request for that Service is answered 500.
 *
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant
 */
export function referenceGrants(set: RouteSet, options: GatewayApiOptions): readonly Manifest[] {
  const kinds = [...new Set(set.routes.map(route => kindOf(route, set, options)))].sort();
  const own = set.tenant.name;
  const foreign = servicesOf(set).filter(({ namespace = own }) => namespace !== own);
  return [...groupBy(foreign, ({ namespace, name }) => `${namespace}/${name}`).values()].map(([service]) => ({
    apiVersion: apiVersion('ReferenceGrant', options),
    kind: 'ReferenceGrant',
    metadata: { ...ownMetadata(set, `${own}-${set.name}-${service!.name}`), namespace: service!.namespace! },
    spec: {
      from: kinds.map(kind => ({ group: GROUP, kind, namespace: own })),
      to: [{ group: '', kind: 'Service', name: service!.name }],
    },
  }));
}
