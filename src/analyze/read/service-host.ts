/** A Service as DNS and the mesh name it. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

/**
 * The full host that a destination means: a name without a dot is a Service of the object's own namespace, and
 * everything else is taken by the letter. Whatever the cluster's domain is, it reads as `cluster.local`.
 *
 * Source: https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination
 */
export function fullHost(host: string, namespace: string): string {
  if (host === '*') return host;
  const service = host.includes('.') ? serviceOf(host.toLowerCase()) : { name: host.toLowerCase(), namespace };
  return service ? `${service.name}.${service.namespace}.svc.cluster.local` : host.toLowerCase();
}

/** The Service behind a full host, whatever the cluster's domain is; `undefined` for every other host. */
export function serviceOf(host: string): ServiceName | undefined {
  const [, name, namespace] = /^([^.*]+)\.([^.]+)\.svc\../.exec(host) ?? [];
  return name !== undefined && namespace !== undefined ? { name, namespace } : undefined;
}

/** Whether a host or `*.` wildcard covers a host or a narrower wildcard. */
export function covers(pattern: string, host: string): boolean {
  if (pattern === host || pattern === '*') return true;
  return pattern.startsWith('*') && host.endsWith(pattern.slice(1)) && host.length >= pattern.length;
}
