import type { Cluster } from '../model/cluster.js';
import type { Json, Manifest } from '../model/manifest.js';
import { ownLabels } from '../model/naming.js';
import type { Tenant } from '../model/tenant.js';
import { type ArgoCD, appName, argoNamespace, limitsNames, PLATFORM, PROJECT_API, pathOf } from './argo-cd.js';

/** The unit of a tenant that holds its Namespace and nothing else. */
export const NAMESPACE_UNIT = 'namespace';

const NAMESPACE_FILE = `${NAMESPACE_UNIT}.yaml`;

/**
 * How every Application is synced.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
const syncPolicy: Json = {
  automated: { prune: true, selfHeal: true },
  syncOptions: [
    // Fields that others own, such as an autoscaler's replicas, stay theirs.
    'ServerSideApply=true',
    // A phase changes a handful of objects; the others need no request.
    'ApplyOutOfSyncOnly=true',
    // What a route referred to goes only after the route itself has changed.
    'PruneLast=true',
    // Two Applications that write one object would undo each other for ever.
    'FailOnSharedResource=true',
  ],
  retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
};

interface Source {
  readonly path: string;
  readonly directory?: Json;
}

/**
 * An Application. It carries no finalizer: to delete it is to leave its objects running, so that no mistake in Git can
 * take down a tenant.
 */
export function applicationOf(
  argo: ArgoCD,
  metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
  project: string,
  source: Source,
  destination: { readonly server: string; readonly namespace: string },
): Manifest {
  return {
    apiVersion: PROJECT_API,
    kind: 'Application',
    metadata: { name: metadata.name, namespace: argoNamespace(argo), labels: metadata.labels },
    spec: {
      project,
      source: {
        repoURL: argo.repo,
        targetRevision: argo.revision ?? 'main',
        path: source.path,
        ...(source.directory !== undefined && { directory: source.directory }),
      },
      destination: { server: destination.server, namespace: destination.namespace },
      syncPolicy,
    },
  };
}

/** The Application of one tenant: it syncs the tenant's folder, by itself and at its own pace. */
export function application(tenant: Tenant, cluster: Cluster, argo: ArgoCD): Manifest {
  const name = appName(tenant.name, cluster);
  const apart = tenant.walls !== undefined && !limitsNames(argo);
  const source = {
    path: pathOf(argo, cluster.name, tenant.name),
    ...(apart && { directory: { exclude: NAMESPACE_FILE } }),
  };
  const destination = { server: cluster.api, namespace: tenant.name };
  return applicationOf(argo, { name, labels: ownLabels(tenant.name) }, name, source, destination);
}

/**
 * The Namespace's own Application, where Argo CD cannot limit Namespaces by name: it runs in the platform's project, so
 * that the tenant's may write none.
 */
export function namespaceApplications(tenant: Tenant, cluster: Cluster, argo: ArgoCD): readonly Manifest[] {
  if (tenant.walls === undefined || limitsNames(argo)) return [];
  const name = `${appName(tenant.name, cluster)}.namespace`;
  const source = { path: pathOf(argo, cluster.name, tenant.name), directory: { include: NAMESPACE_FILE } };
  const destination = { server: cluster.api, namespace: tenant.name };
  return [applicationOf(argo, { name, labels: ownLabels(tenant.name) }, PLATFORM, source, destination)];
}
