import type { Cluster } from '../model/cluster.js';
import type { Json, Manifest } from '../model/manifest.js';
import { applicationOf } from './application.js';
import { type ArgoCD, argoNamespace, IN_CLUSTER, limitsNames, PLATFORM, PROJECT_API, pathOf } from './argo-cd.js';

/** The root Application's name, and the start of its children's: a tenant's has one dot, so no two are ever the same. */
const ROOT = 'sluice';

const labels = { 'app.kubernetes.io/managed-by': 'sluice' };

/** The project of what Argo CD itself is told. Whoever may write here may do anything, so it is the platform's alone. */
function platform(argo: ArgoCD, clusters: readonly Cluster[]): Manifest {
  const apart = !limitsNames(argo);
  const tenants: readonly Json[] = apart
    ? [...new Set(clusters.map(cluster => cluster.api))].map(server => ({ server, namespace: '*' }))
    : [];
  return {
    apiVersion: PROJECT_API,
    kind: 'AppProject',
    metadata: { name: PLATFORM, namespace: argoNamespace(argo), labels },
    spec: {
      description: 'Projects and Applications of all tenants',
      sourceRepos: [argo.repo],
      destinations: [{ server: argo.api ?? IN_CLUSTER, namespace: argoNamespace(argo) }, ...tenants],
      clusterResourceWhitelist: apart ? [{ group: '', kind: 'Namespace' }] : [],
      namespaceResourceWhitelist: [
        { group: 'argoproj.io', kind: 'AppProject' },
        { group: 'argoproj.io', kind: 'Application' },
      ],
    },
  };
}

/**
 * What is applied by hand, once: the platform's project, the Application that keeps this very file, and for each cluster
 * those that keep its tenants' projects and Applications.
 *
 * @param folders below `dist/argocd/` that hold a tenant; Argo CD refuses a folder that does not exist
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/
 */
export function root(argo: ArgoCD, clusters: readonly Cluster[], folders: Iterable<string>): readonly Manifest[] {
  const destination = { server: argo.api ?? IN_CLUSTER, namespace: argoNamespace(argo) };
  const parents = [...new Set(folders)].sort();
  return [
    platform(argo, clusters),
    applicationOf(
      argo,
      { name: ROOT, labels },
      PLATFORM,
      { path: pathOf(argo, 'argocd'), directory: { include: 'root.yaml' } },
      destination,
    ),
    ...parents.map(folder =>
      applicationOf(
        argo,
        { name: `${ROOT}.${folder.replaceAll('/', '.')}.tenants`, labels },
        PLATFORM,
        { path: pathOf(argo, 'argocd', folder) },
        destination,
      ),
    ),
  ];
}
