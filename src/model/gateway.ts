/** TLS at the gateway. */
export interface GatewayTls {
  /** SIMPLE: the gateway's certificate. MUTUAL: clients show one too. PASSTHROUGH: the backend ends TLS. */
  readonly mode: 'SIMPLE' | 'MUTUAL' | 'PASSTHROUGH';
  /** Secret with the certificate, in the namespace of the gateway's Pods. PASSTHROUGH has none. */
  readonly secret?: string;
  /** Oldest version that is spoken. */
  readonly minVersion: 'TLSV1_2' | 'TLSV1_3';
}

/** Where requests enter. */
export interface Gateway {
  readonly name: string;
  readonly hosts: readonly string[];
  /** Plain HTTP on port 80: served, answered with a redirect to HTTPS, or closed. */
  readonly http: 'serve' | 'redirect' | 'off';
  /** HTTPS on port 443. `undefined`: closed. */
  readonly tls?: GatewayTls;
  /** Labels of the Pods that are the gateway. */
  readonly selector: Readonly<Record<string, string>>;
  /** Proxies before the gateway that add to X-Forwarded-For; the client's address stands before what they added. */
  readonly trustedProxies: number;
}
