import { knownProps } from '../model/known-props.js';
import type { Quota, Walls } from '../model/tenant.js';

export interface WallsProps extends Partial<Omit<Walls, 'quota'>> {
  /** What the tenant may use at most. @default no load balancers, no other limit */
  readonly quota?: Quota;
}

export interface TenantProps {
  /** Hosts that the tenant may serve: names or `*.` wildcards. @default any */
  readonly claims?: readonly string[];
  /**
   * The walls around the namespace; `false` where namespace and walls are somebody else's.
   * @default no load balancers, closed to other namespaces but the gateways', mTLS as in the mesh, no sidecars
   */
  readonly walls?: WallsProps | false;
  /** Labels of the namespace. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Kinds that the tenant's folder may hold besides routes, walls and usual workloads: its Argo CD project refuses the
   * others, since an EnvoyFilter, say, can do anything to a proxy.
   * @default none
   */
  readonly kinds?: readonly { readonly group: string; readonly kind: string }[];
  /** Objects that stand in the namespace and not in Git: `Service/identity-service`, `Secret/api-tls`. @default none */
  readonly given?: readonly string[];
}

const PROPS: Readonly<Record<keyof TenantProps, true>> = {
  claims: true,
  walls: true,
  labels: true,
  kinds: true,
  given: true,
};

const WALLS: Readonly<Record<keyof WallsProps, true>> = {
  quota: true,
  requests: true,
  limits: true,
  mtls: true,
  callers: true,
  editors: true,
  viewers: true,
  sidecars: true,
  calls: true,
  outside: true,
  suspended: true,
};

/** @throws UserError when a prop is none that a tenant or its walls have. */
export function knownTenantProps(id: string, props: TenantProps): void {
  knownProps(props, PROPS, `Tenant "${id}"`);
  if (props.walls) knownProps(props.walls, WALLS, `Tenant "${id}" walls`);
}
