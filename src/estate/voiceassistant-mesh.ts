import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Tenant } from '../index.js';

/** Who may call with which token: what APISIX' jwt-auth plugin did. */
export function security(tenant: Tenant): void {
  new ApiObject(tenant, 'jwt-auth', {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'RequestAuthentication',
    metadata: { name: 'jwt-auth' },
    spec: {
      jwtRules: [
        {
          issuer: 'https://identity.voiceassistant.com',
          jwksUri: 'https://identity.voiceassistant.com/.well-known/jwks.json',
          forwardOriginalToken: true,
        },
      ],
    },
  });
}

/** Metrics, traces and access logs: what APISIX' prometheus and opentelemetry plugins did. */
export function telemetry(tenant: Tenant): void {
  new ApiObject(tenant, 'telemetry', {
    apiVersion: 'telemetry.istio.io/v1alpha1',
    kind: 'Telemetry',
    metadata: { name: 'voiceassistant' },
    spec: {
      metrics: [{ providers: [{ name: 'prometheus' }] }],
      tracing: [{ randomSamplingPercentage: 1 }],
      accessLogging: [{ providers: [{ name: 'envoy' }], filter: { expression: 'response.code >= 400' } }],
    },
  });
}

/** 100 requests a second and a burst of 50 for each Pod: what APISIX' limit-req plugin did for the whole gateway. */
export function rateLimit(tenant: Tenant): void {
  const bucket = { max_tokens: 150, tokens_per_fill: 100, fill_interval: '1s' };
  const always = { default_value: { numerator: 100, denominator: 'HUNDRED' } };
  new ApiObject(tenant, 'rate-limit', {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: 'identity-rate-limit' },
    spec: {
      workloadSelector: { labels: { app: 'identity-service' } },
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: {
            context: 'SIDECAR_INBOUND',
            listener: { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } } },
          },
          patch: {
            operation: 'INSERT_BEFORE',
            value: {
              name: 'envoy.filters.http.local_ratelimit',
              typed_config: {
                '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
                stat_prefix: 'identity_rate_limit',
                token_bucket: bucket,
                filter_enabled: always,
                filter_enforced: always,
              },
            },
          },
        },
      ],
    },
  });
}

/** A Pod that answers the question whether the new gateway does. */
export function probe(tenant: Tenant): kplus.Service {
  const labels = { app: 'gateway-probe' };
  const deployment = new kplus.Deployment(tenant, 'gateway-probe', {
    metadata: { name: 'gateway-probe', labels },
    podMetadata: { labels },
    replicas: 2,
    select: false,
    containers: [
      {
        name: 'probe',
        image: 'nginxinc/nginx-unprivileged:1.27-alpine',
        portNumber: 8080,
        resources: {
          cpu: { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(100) },
          memory: { request: Size.mebibytes(16), limit: Size.mebibytes(64) },
        },
        securityContext: { user: 101, group: 101, readOnlyRootFilesystem: false },
      },
    ],
  });
  deployment.select(kplus.LabelSelector.of({ labels }));
  const service = new kplus.Service(tenant, 'gateway-probe-service', {
    metadata: { name: 'gateway-probe' },
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  });
  service.select(kplus.Pods.select(tenant, 'probe-pods', { labels }));
  return service;
}
