/** What one xDS cluster looks like inside Envoy. */
export interface Cluster {
  /** As istiod names it: `outbound|80|v1|shop.acme.svc.cluster.local`. */
  readonly name: string;
  /** Its endpoints, `address:port`. */
  readonly endpoints: readonly string[];
}

/** The weights of one route, as Envoy holds them. */
export interface HeldRoute {
  readonly name: string;
  readonly domains: readonly string[];
  /** The sum is not always 100. */
  readonly weights: readonly { readonly cluster: string; readonly weight: number }[];
}

/** Asks a running Envoy what it holds: its own word, not istiod's intent. */
export interface EnvoyAdmin {
  /** How often Envoy refused what istiod sent, by kind. Anything but 0 means that old configuration goes on. */
  rejected(): Promise<Readonly<Record<string, number>>>;
  clusters(): Promise<readonly Cluster[]>;
  routes(): Promise<readonly HeldRoute[]>;
}

export function envoyAdmin(port: number): EnvoyAdmin {
  const page = async (path: string): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    if (response.status === 404) return '{}'; // it holds none of these yet
    if (!response.ok) throw new Error(`Envoy's ${path} answers ${response.status}.`);
    return response.text();
  };
  return {
    async rejected() {
      const lines = (await page('/stats?filter=update_rejected')).split('\n').filter(line => line.includes(': '));
      return Object.fromEntries(lines.map(line => line.split(': ')).map(([name, count]) => [name!, Number(count)]));
    },
    async clusters() {
      const { cluster_statuses: all = [] } = JSON.parse(await page('/clusters?format=json')) as ClustersPage;
      return all.map(({ name, host_statuses: hosts = [] }) => ({
        name,
        endpoints: hosts.map(({ address: { socket_address: at } }) => `${at?.address}:${at?.port_value}`),
      }));
    },
    async routes() {
      const { configs = [] } = JSON.parse(await page('/config_dump?resource=dynamic_route_configs')) as RoutesPage;
      return configs.flatMap(({ route_config: { virtual_hosts: hosts = [] } }) =>
        hosts.flatMap(({ domains, routes = [] }) =>
          routes.flatMap(({ name = '', route }) => (route ? [{ name, domains, weights: weightsOf(route) }] : [])),
        ),
      );
    },
  };
}

function weightsOf({ cluster, weighted_clusters: weighted }: RouteAction): HeldRoute['weights'] {
  if (weighted) return weighted.clusters.map(({ name, weight = 0 }) => ({ cluster: name, weight }));
  return cluster ? [{ cluster, weight: 100 }] : [];
}

interface ClustersPage {
  readonly cluster_statuses?: readonly {
    readonly name: string;
    readonly host_statuses?: readonly {
      readonly address: { readonly socket_address?: { readonly address: string; readonly port_value: number } };
    }[];
  }[];
}

interface RouteAction {
  readonly cluster?: string;
  readonly weighted_clusters?: { readonly clusters: readonly { readonly name: string; readonly weight?: number }[] };
}

interface RoutesPage {
  readonly configs?: readonly {
    readonly route_config: {
      readonly virtual_hosts?: readonly {
        readonly domains: readonly string[];
        readonly routes?: readonly { readonly name?: string; readonly route?: RouteAction }[];
      }[];
    };
  }[];
}
