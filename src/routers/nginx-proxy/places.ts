/** The ports of the Pod. `health` is the kubelet's, `status` the exporter's beside it, `metrics` the exporter's own. */
export const PORTS = { http: 8080, grpc: 8081, health: 8082, status: 8083, metrics: 9113 } as const;

/** What nginx may write to; it is gone with the Pod. */
export const RUN = '/run/nginx';

/** Where the Pod finds the Secrets of backends. */
export const SECRETS = '/etc/nginx/secrets';

/** The authorities that the image trusts. */
export const SYSTEM_CAS = '/etc/ssl/certs/ca-certificates.crt';

/** The key of the configuration in its ConfigMap. */
export const CONF = 'nginx.conf';
