import type { Cluster } from '../model/cluster.js';
import type { Json, Manifest } from '../model/manifest.js';
import { ownLabels } from '../model/naming.js';
import type { Tenant } from '../model/tenant.js';
import { UserError } from '../model/user-error.js';
import { type ArgoCD, appName, argoNamespace, limitsNames, PROJECT_API, syncWindow } from './argo-cd.js';
import { permittedKinds } from './kinds.js';

function ignored(given: string): Json {
  const [kind, name, ...more] = given.split('/');
  if (!kind || !name || more.length > 0) {
    throw new UserError(`${JSON.stringify(given)} names no object.`, 'Write its kind and name: "Service/identity".');
  }
  return { group: '*', kind, name };
}

/** Objects that nobody wrote into Git and nobody should miss there. */
function orphans(tenant: Tenant): Json {
  // istiod writes its root certificate into every namespace.
  const ignore = [{ group: '', kind: 'ConfigMap', name: 'istio-ca-root-cert' }, ...tenant.given.map(ignored)];
  return { warn: true, ignore };
}

/**
 * The project of one tenant: its Application reads from one repository and writes to one namespace of one cluster, and
 * of what concerns the whole cluster to that Namespace alone.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export function project(tenant: Tenant, cluster: Cluster, argo: ArgoCD): Manifest {
  const own = tenant.walls !== undefined && limitsNames(argo);
  return {
    apiVersion: PROJECT_API,
    kind: 'AppProject',
    metadata: { name: appName(tenant.name, cluster), namespace: argoNamespace(argo), labels: ownLabels(tenant.name) },
    spec: {
      description: `What ${tenant.name} may change in ${cluster.name}`,
      sourceRepos: [argo.repo],
      destinations: [{ server: cluster.api, namespace: tenant.name }],
      clusterResourceWhitelist: own ? [{ group: '', kind: 'Namespace', name: tenant.name }] : [],
      namespaceResourceWhitelist: permittedKinds(tenant, argo).map(({ group, kind }) => ({ group, kind })),
      orphanedResources: orphans(tenant),
      ...(argo.windows && argo.windows.length > 0 && { syncWindows: argo.windows.map(syncWindow) }),
    },
  };
}
