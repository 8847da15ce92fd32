/** A Gateway that somebody else owns and that lets the tenant's routes attach. */
export interface ParentGateway {
  /** The Gateway's name. */
  readonly name: string;
  /** The Gateway's namespace. @default the tenant's namespace */
  readonly namespace?: string;
  /** Name of one listener. @default every listener that takes the route's host */
  readonly listener?: string;
}

interface Served {
  /** The channel of the CRDs that the cluster serves. */
  readonly channel: 'standard' | 'experimental';
  /** The release of the CRDs that the cluster serves. */
  readonly version: '1.3' | '1.4';
  /**
   * Whether the implementation reads RegularExpression matches as RE2. The specification leaves the dialect to each of
   * them, so a route that needs one is refused until it is said. @default false
   */
  readonly regex?: boolean;
}

/** What the cluster serves, and the Gateway: one of a class that is made, or one that is there. Nothing is guessed. */
export type GatewayApiOptions = Served &
  (
    | { readonly gatewayClass: string; readonly parent?: undefined }
    | { readonly parent: ParentGateway; readonly gatewayClass?: undefined }
  );

export const GROUP = 'gateway.networking.k8s.io';

/**
 * The version of each kind's API, which differs between releases.
 *
 * Source: https://github.com/kubernetes-sigs/gateway-api/tree/v1.4.1/config/crd
 */
export function apiVersion(
  kind: 'Gateway' | 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'ReferenceGrant' | 'BackendTLSPolicy',
  { version }: GatewayApiOptions,
): string {
  const of = {
    Gateway: 'v1',
    HTTPRoute: 'v1',
    GRPCRoute: 'v1',
    TLSRoute: version === '1.3' ? 'v1alpha2' : 'v1alpha3',
    ReferenceGrant: 'v1beta1',
    BackendTLSPolicy: version === '1.3' ? 'v1alpha3' : 'v1',
  };
  return `${GROUP}/${of[kind]}`;
}

/** Whether rules may have names: an experimental field until 1.4. */
export function namesRules({ channel, version }: GatewayApiOptions): boolean {
  return channel === 'experimental' || version === '1.4';
}
