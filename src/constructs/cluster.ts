import { Construct } from 'constructs';
import { atLeast, type Cluster as ClusterModel } from '../model/cluster.js';
import { knownProps } from '../model/known-props.js';
import type { Estate } from './estate.js';
import { freeId } from './free-id.js';

export interface ClusterProps {
  /** The cluster's Kubernetes version, `1.28` or `1.28.3`: decides which API versions are written. */
  readonly kubernetes: string;
  /** The cluster's Istio version, `1.20.1`: decides which API versions are written. */
  readonly istio: string;
  /** Address of the API server, as Argo CD knows the cluster. @default 'https://kubernetes.default.svc' */
  readonly api?: string;
  /** The namespace where the gateways' Pods run. @default 'istio-system' */
  readonly gatewayNamespace?: string;
  /** What ends the cluster's Service names. @default 'cluster.local' */
  readonly domain?: string;
}

const PROPS: Readonly<Record<keyof ClusterProps, true>> = {
  kubernetes: true,
  istio: true,
  api: true,
  gatewayNamespace: true,
  domain: true,
};

/** One Kubernetes cluster. Its id is its folder in dist. */
export class Cluster extends Construct {
  /** @internal */
  readonly model: ClusterModel;
  private readonly lazy: (() => Iterable<void>)[] = [];

  /** @throws UserError when the id is no DNS-1123 label or a version is none. */
  constructor(scope: Estate, id: string, props: ClusterProps) {
    super(scope, freeId(scope, id, 'a cluster'));
    knownProps(props, PROPS, `Cluster "${id}"`);
    atLeast(props.kubernetes, '1.0');
    atLeast(props.istio, '1.0');
    this.model = {
      name: id,
      kubernetes: props.kubernetes,
      istio: props.istio,
      api: props.api ?? 'https://kubernetes.default.svc',
      gatewayNamespace: props.gatewayNamespace ?? 'istio-system',
      domain: props.domain ?? 'cluster.local',
    };
  }

  /**
   * Declares many tenants without holding them: each is built when it is written, and let go.
   * @param items one for each tenant: a name, a row of a data file
   * @param build makes the tenants of one item, with this cluster as their scope
   */
  stream<Item>(items: Iterable<Item>, build: (item: Item) => void): void {
    this.lazy.push(function* () {
      for (const item of items) yield build(item);
    });
  }

  /** @internal Builds the streamed tenants, one step at a time; the caller takes the new children away. */
  *unfold(): Iterable<void> {
    for (const source of this.lazy) yield* source();
  }
}
