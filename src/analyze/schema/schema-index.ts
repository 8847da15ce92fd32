/** One kind of `crds/index.json`. */
export interface IndexedKind {
  readonly group: string;
  readonly kind: string;
  /** By version: `<file below crds/>#<JSON pointer>`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** One source of `crds/index.json`: a project at a version. */
export interface IndexedSource {
  readonly id: string;
  readonly project: string;
  readonly version: string;
  readonly kinds: readonly IndexedKind[];
}

/** What a cluster runs; it decides which schemas hold. */
export interface ClusterVersions {
  /** Project by version: `{ Kubernetes: '1.28', Istio: '1.20.1' }`. @default the newest version of each that is known */
  readonly versions?: Readonly<Record<string, string>>;
  /** The channel of the Gateway API that is installed. @default 'standard', and 'experimental' for kinds only there */
  readonly gatewayApi?: 'experimental' | 'standard';
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.replace(/^v/, '').split(/[.-]/).map(Number));
  for (let i = 0; i < 2; i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The sources in the order in which they are asked for a kind. Of a project at several versions only one is asked: the
 * oldest that is not older than the cluster's, or the newest; of the two channels of one version, both.
 */
export function sourcesFor(all: readonly IndexedSource[], cluster: ClusterVersions = {}): readonly IndexedSource[] {
  const first = `gateway-api-${cluster.gatewayApi ?? 'standard'}`;
  const ordered = [...all].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  return ordered.filter(source => {
    const wanted = cluster.versions?.[source.project];
    const versions = all.filter(other => other.project === source.project).map(other => other.version);
    const sorted = versions.sort(compareVersions);
    const enough = wanted === undefined ? undefined : sorted.find(version => compareVersions(version, wanted) >= 0);
    return source.version === (enough ?? sorted.at(-1));
  });
}
