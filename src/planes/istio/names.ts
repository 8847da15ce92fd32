const isWildcard = (host: string): boolean => host.startsWith('*');

/** Whether every host that `inner` means is one that `outer` means. */
export function isWithin(inner: string, outer: string): boolean {
  if (!isWildcard(outer)) return inner === outer;
  if (isWildcard(inner) && inner.length < outer.length) return false;
  return inner.slice(isWildcard(inner) ? 1 : 0).endsWith(outer.slice(1));
}

/**
 * The hosts that two lists have in common, the narrower of each pair.
 *
 * Source: https://github.com/istio/istio/blob/1.27.9/pkg/config/host/names.go
 */
export function commonHosts(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const common = new Set<string>();
  for (const our of ours) {
    for (const their of theirs) {
      if (isWithin(our, their)) common.add(our);
      else if (isWithin(their, our)) common.add(their);
    }
  }
  return [...common];
}

/** A server's hosts as a namespace may claim them: `acme/shop.example.com` is for `acme` alone, `./` for the server's own. */
export function hostsFor(hosts: readonly string[], serverNamespace: string, namespace: string): readonly string[] {
  return hosts.flatMap(host => {
    const slash = host.indexOf('/');
    if (slash < 0) return [host];
    const owner = host.slice(0, slash) === '.' ? serverNamespace : host.slice(0, slash);
    return owner === '*' || owner === namespace ? [host.slice(slash + 1)] : [];
  });
}

/** A server's host without the namespace that may claim it. */
export function bareHost(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|.*:.*)$/;

/**
 * The host that a short name means: a Service of the object's own namespace.
 *
 * Source: https://github.com/istio/istio/blob/1.27.9/pilot/pkg/model/config.go
 */
export function fullHost(host: string, namespace: string): string {
  if (host === '*' || host.includes('.') || ADDRESS.test(host)) return host;
  return `${host}.${namespace}.svc.cluster.local`;
}

/** A gateway's name as `namespace/name`, from any of the ways to write it. */
export function gatewayName(written: string, namespace: string): string {
  if (written === 'mesh') return written;
  const [first = '', second] = written.split('/');
  if (second !== undefined) return first === '.' ? `${namespace}/${second}` : written;
  const [name = '', owner] = written.split('.');
  return `${owner ?? namespace}/${name}`;
}

/** Host as virtual hosts are told apart by: without its port, in lower case. */
export function hostWithoutPort(host: string): string {
  const colon = host.lastIndexOf(':');
  return (colon < 0 || host.indexOf(']') > colon ? host : host.slice(0, colon)).toLowerCase();
}
