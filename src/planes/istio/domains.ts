/**
 * What stands under some domains, found as Envoy finds it: by the host itself, else by the longest `*` ending that
 * leaves something for the star, else under `*`.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/v1.36.4/api-v3/config/route/v3/route_components.proto#config-route-v3-virtualhost
 */
export class Domains<Value> {
  private readonly exact = new Map<string, Value>();
  private readonly wild: readonly (readonly [string, Value])[];

  constructor(of: Iterable<readonly [domain: string, value: Value]>) {
    const wild: (readonly [string, Value])[] = [];
    for (const [domain, value] of of) {
      if (domain.startsWith('*')) wild.push([domain, value]);
      else this.exact.set(domain, value);
    }
    this.wild = wild.sort(([a], [b]) => b.length - a.length);
  }

  find(host: string): Value | undefined {
    const found = this.exact.get(host);
    if (found !== undefined) return found;
    return this.wild.find(([domain]) => host.length >= domain.length && host.endsWith(domain.slice(1)))?.[1];
  }
}
