import { type Milliseconds, milliseconds } from './duration.js';
import { UserError } from './user-error.js';

/** Ends that stop receiving requests for a while after failing. Field names and defaults are Envoy's. */
export interface OutlierDetection {
  /** Failures (5xx, gateway errors, no connection) in a row before an endpoint is put aside. @default 5 */
  readonly consecutive5xxErrors?: number;
  /** Time between two sweeps: `'10s'`. @default '10s' */
  readonly interval?: string;
  /** How long an endpoint is put aside at first: `'30s'`. @default '30s' */
  readonly baseEjectionTime?: string;
  /** Per cent of the endpoints that may be put aside at a time. @default 10 */
  readonly maxEjectionPercent?: number;
}

/** Limits of the connections to a backend. */
export interface ConnectionPool {
  /** Connections at a time. @default no limit but the proxy's */
  readonly maxConnections?: number;
  /** Time to connect: `'10s'`. @default the proxy's, 10 s in Envoy */
  readonly connectTimeout?: string;
  /** Requests waiting for a connection. @default no limit but the proxy's */
  readonly maxPendingRequests?: number;
  /** Requests at a time over all connections. @default no limit but the proxy's */
  readonly maxRequests?: number;
  /** 1 switches keep-alive off. @default no limit */
  readonly maxRequestsPerConnection?: number;
}

/** What keeps a client with one endpoint. */
export type Sticky =
  | { readonly by: 'cookie'; readonly name: string; readonly ttl: Milliseconds; readonly path?: string }
  | { readonly by: 'header'; readonly name: string }
  | { readonly by: 'query'; readonly name: string }
  | { readonly by: 'address' };

/** TLS from the gateway to the backend. */
export interface UpstreamTls {
  /** SIMPLE: verify the backend. MUTUAL: show a client certificate too. */
  readonly mode: 'SIMPLE' | 'MUTUAL';
  /** Server name to send and verify. @default the backend's host */
  readonly sni?: string;
  /** Names of which the certificate must carry one. @default the SNI */
  readonly subjectAltNames?: readonly string[];
  /** Secret with the CA (and for MUTUAL the client pair), in the gateway's namespace. @default the system's CAs */
  readonly secret?: string;
}

/** How connections to a backend are treated, whichever route leads there. */
export interface BackendPolicy {
  /** When an endpoint that fails is put aside. @default never */
  readonly outlierDetection?: OutlierDetection;
  /** Limits of connections and of requests at a time. @default the proxy's */
  readonly connectionPool?: ConnectionPool;
  /** What keeps a client with one endpoint. @default nothing */
  readonly sticky?: Sticky;
  /** TLS on the way to the backend. @default plain text, or what the mesh does by itself */
  readonly tls?: UpstreamTls;
}

/** A Service of the cluster, or a subset of its Pods. */
export interface ServiceBackend extends BackendPolicy {
  readonly kind: 'service';
  /** What splits and reports call it. */
  readonly id: string;
  /** The Service's name. */
  readonly name: string;
  /** Where the Service is. @default the tenant's namespace */
  readonly namespace?: string;
  /** The Service's port, by number. */
  readonly port: number;
  /** The Pods that carry these labels, under a name. */
  readonly subset?: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

/** A host outside the cluster, such as the edge of another cluster. */
export interface HostBackend extends BackendPolicy {
  readonly kind: 'host';
  /** What splits and reports call it. */
  readonly id: string;
  /** Its DNS name. */
  readonly host: string;
  /** The port that is dialled. */
  readonly port: number;
  /** Addresses to dial in place of what DNS says. @default DNS */
  readonly addresses?: readonly string[];
}

/** Another gateway or ingress controller that does its own routing. It gets requests as they came. */
export interface EdgeBackend {
  readonly kind: 'edge';
  /** What splits and reports call it. */
  readonly id: string;
  /** How the new gateway reaches it, for mechanisms that forward. */
  readonly through?: ServiceBackend | HostBackend;
  /** How it is reached with gRPC, where that is another port. @default as `through` */
  readonly grpc?: ServiceBackend | HostBackend;
  /** Its public address, for mechanisms that point names at it. */
  readonly address?: string;
}

/** Where requests end. */
export type Backend = ServiceBackend | HostBackend | EdgeBackend;

export interface ServiceOptions extends BackendPolicy {
  /** What splits and reports call it. @default the Service's name, and the subset's: `web`, `web-v2` */
  readonly id?: string;
  /** Where the Service is. @default the tenant's namespace */
  readonly namespace?: string;
  /** Only the Pods with these labels. @default all of the Service's */
  readonly subset?: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

function port(value: number, of: string): number {
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new UserError(`Port ${value} of "${of}" is no port.`, 'Write a whole number from 1 to 65535.');
}

/** Durations fail where they are written, not where they are rendered. */
function checked<Policy extends BackendPolicy>(policy: Policy): Policy {
  const { connectionPool: pool, outlierDetection: outliers } = policy;
  for (const text of [pool?.connectTimeout, outliers?.interval, outliers?.baseEjectionTime]) {
    if (text !== undefined) milliseconds(text);
  }
  return policy;
}

/**
 * A Service by name, or anything that has a name, such as a Service of cdk8s-plus.
 * @throws UserError when the port is none, or a duration of its policy.
 */
export function service(
  of: string | { readonly name: string },
  at: number,
  options: ServiceOptions = {},
): ServiceBackend {
  const name = typeof of === 'string' ? of : of.name;
  const { id, ...rest } = checked(options);
  const own = options.subset ? `${name}-${options.subset.name}` : name;
  return { kind: 'service', id: id ?? own, name, port: port(at, name), ...rest };
}

export interface HostOptions extends BackendPolicy {
  /** What splits and reports call it. @default the host */
  readonly id?: string;
  /** Addresses to dial in place of what DNS says. @default DNS */
  readonly addresses?: readonly string[];
}

/** A host outside the cluster. */
export function host(name: string, at: number, options: HostOptions = {}): HostBackend {
  const { id, ...rest } = checked(options);
  return { kind: 'host', id: id ?? name, host: name, port: port(at, name), ...rest };
}

export interface EdgeOptions {
  /** How the new gateway reaches it: its Service in this cluster, or a host. @default it cannot be forwarded to */
  readonly through?: ServiceBackend | HostBackend;
  /**
   * How gRPC reaches it. A gateway speaks HTTP/1.1 to a port whose name or appProtocol does not say `grpc` or `http2`,
   * so an edge that takes gRPC on a port of its own needs this one.
   * @default as `through`
   */
  readonly grpc?: ServiceBackend | HostBackend;
  /** Its public address: a load balancer's name or IP. @default names cannot be pointed at it */
  readonly address?: string;
}

/** An edge that is left, or moved to: `edgeOf('apisix', { address: 'apisix-lb.example' })`. */
export function edgeOf(id: string, options: EdgeOptions): EdgeBackend {
  if (!options.through && !options.address) {
    throw new UserError(
      `Edge "${id}" can be reached in no way.`,
      'Give it `through` (a service or host) or `address`.',
    );
  }
  return { kind: 'edge', id, ...options };
}

/** What keeps a client with one endpoint: a cookie that the gateway sets, or a part of the request. */
export const sticky = {
  /** By a cookie that the gateway sets, for a time such as `'1h'`. */
  cookie: (name: string, ttl: string, path?: string): Sticky => ({
    by: 'cookie',
    name,
    ttl: milliseconds(ttl),
    ...(path !== undefined && { path }),
  }),
  /** By the value of a request header, such as a user's id. */
  header: (name: string): Sticky => ({ by: 'header', name: name.toLowerCase() }),
  /** By the value of a query parameter. */
  query: (name: string): Sticky => ({ by: 'query', name }),
  /** By the client's address. */
  address: (): Sticky => ({ by: 'address' }),
};
