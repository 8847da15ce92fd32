import { UserError } from './user-error.js';

/** What a tenant may use at most, as Kubernetes quantities. */
export interface Quota {
  /** `requests.cpu`. @default no limit */
  readonly requestsCpu?: string;
  /** `requests.memory`. @default no limit */
  readonly requestsMemory?: string;
  /** `limits.cpu`. @default no limit */
  readonly limitsCpu?: string;
  /** `limits.memory`. @default no limit */
  readonly limitsMemory?: string;
  /** Pods. @default no limit */
  readonly pods?: number;
  /** `services.loadbalancers`: what a tenant does not need the gateway for. @default 0 */
  readonly loadBalancers?: number;
  /** `services.nodeports`. @default no limit */
  readonly nodePorts?: number;
}

/** What a container gets that asks for nothing. */
export interface ContainerDefaults {
  readonly cpu: string;
  readonly memory: string;
}

/** The walls around a tenant. */
export interface Walls {
  readonly quota: Quota;
  /** Requests of containers that say none. `undefined`: no LimitRange. */
  readonly requests?: ContainerDefaults;
  /** Limits of containers that say none. */
  readonly limits?: ContainerDefaults;
  /** Mutual TLS inside the mesh; `PERMISSIVE` also takes plain text, as a namespace on its way into the mesh needs. */
  readonly mtls: 'STRICT' | 'PERMISSIVE';
  /** Namespaces besides its own and the gateways' that may call the tenant. */
  readonly callers: readonly string[];
  /** Groups that may edit routes and workloads in the namespace. */
  readonly editors: readonly string[];
  /** Groups that may read everything but Secrets. */
  readonly viewers: readonly string[];
  /** Whether the mesh puts sidecars into the namespace's Pods. */
  readonly sidecars: boolean;
  /** Namespaces besides its own whose Services the tenant may call. @default none */
  readonly calls?: readonly string[];
  /** Addresses outside the mesh that the tenant may call: `open`, or CIDRs. @default 'open' */
  readonly outside?: 'open' | readonly string[];
  /** Nothing but its own node may reach the tenant, and it reaches nobody; what it is stays as it is. @default false */
  readonly suspended?: boolean;
}

/** A namespace with its walls. */
export interface Tenant {
  /** The namespace. */
  readonly name: string;
  /** Hosts that it may serve: names or `*.` wildcards. */
  readonly claims: readonly string[];
  /** `undefined`: the namespace and its walls are somebody else's. */
  readonly walls?: Walls;
  readonly labels: Readonly<Record<string, string>>;
  /** Objects that exist in the namespace though Git does not know them: `Service/identity-service`, `Secret/web-tls`. */
  readonly given: readonly string[];
  /** Kinds that its folder may hold besides routes, walls and usual workloads, as group and kind. */
  readonly kinds?: readonly { readonly group: string; readonly kind: string }[];
}

/** Whether a claim covers a host: the very name, or one or more labels under its wildcard. */
export function claims(claim: string, host: string): boolean {
  if (claim === host || claim === '*') return true;
  return claim.startsWith('*.') && host.endsWith(claim.slice(1)) && host.length > claim.length - 1;
}

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Checks a name that becomes a file, a namespace or a Service.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 * @throws UserError when it is no DNS-1123 label.
 */
export function dnsLabel(name: string, what: string): string {
  if (LABEL.test(name)) return name;
  throw new UserError(
    `${JSON.stringify(name)} is no name for ${what}.`,
    'Use 1 to 63 lower case letters, digits and dashes, with a letter or digit at both ends (a DNS-1123 label).',
  );
}
