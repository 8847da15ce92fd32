import { type Feature, features } from '../model/feature.js';
import type { Manifest } from '../model/manifest.js';
import { ownMetadata } from '../model/naming.js';
import type { RouteSet } from '../model/route-set.js';
import type { Split } from '../model/split.js';
import { autoscaler, disruptionBudget, networkPolicy, service } from './nginx-proxy/around.js';
import { nginxConf } from './nginx-proxy/config.js';
import { type NginxProxyOptions, proxyOf } from './nginx-proxy/options.js';
import { CONF } from './nginx-proxy/places.js';
import { readSplit } from './nginx-proxy/read.js';
import { deployment } from './nginx-proxy/workload.js';
import type { Limit, Router } from './router.js';

export type { NginxProxyOptions } from './nginx-proxy/options.js';

const PROXY = 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html';
const UPSTREAM = 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html';
const MODULES = 'https://nginx.org/en/docs/';

const oneAddress: Limit = {
  because: 'tell the Pods of a Service apart: it dials the Service’s one address',
  source: UPSTREAM,
};

const limits: Readonly<Partial<Record<Feature, Limit>>> = {
  timeout: {
    because: 'limit the time of a whole answer: its time-outs are between two reads',
    source: `${PROXY}#proxy_read_timeout`,
  },
  retries: {
    because: 'retry by condition and with a time for each attempt: all routes have the proxy’s own tries',
    source: `${PROXY}#proxy_next_upstream`,
  },
  cors: { because: 'answer for CORS: it has no module that does', source: MODULES },
  'rewrite.path': {
    because: 'rewrite a path and keep its escapes: it decodes what it rewrites',
    source: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#rewrite',
  },
  'rewrite.path-before-edge': {
    because: 'rewrite a path and keep its escapes: it decodes what it rewrites',
    source: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#rewrite',
  },
  mirror: {
    because: 'copy a request and be done with it: the connection waits for the answer to the copy',
    source: 'https://nginx.org/en/docs/http/ngx_http_mirror_module.html',
  },
  fault: { because: 'make faults: it has no module that does', source: MODULES },
  'backend.subset': oneAddress,
  sticky: oneAddress,
  'backend.edge-address': {
    because: 'forward to an edge of which only the public address is known',
    source: `${PROXY}#proxy_pass`,
  },
  'tls.passthrough': {
    because: 'look into a connection whose TLS nobody has ended',
    source: 'https://nginx.org/en/docs/stream/ngx_stream_ssl_preread_module.html',
  },
  'tls.passthrough-http': {
    because: 'look into a connection whose TLS nobody has ended',
    source: 'https://nginx.org/en/docs/stream/ngx_stream_ssl_preread_module.html',
  },
  'outlier-detection': {
    because: 'count failures in a row: it counts those within a time, as its breaker says for all routes',
    source: `${UPSTREAM}#max_fails`,
  },
  'connection-pool': {
    because: 'let requests wait for a connection: beyond its limit it refuses them',
    source: `${UPSTREAM}#max_conns`,
  },
  'policy-namespace': {
    because: 'hold a policy for a backend alone: what it knows of backends stands in its own configuration',
    source: UPSTREAM,
  },
};

/** The proxy's objects, and the Service that the edge before it sends requests to. */
function nameOf(set: RouteSet): string {
  return `${set.name}-proxy`;
}

/**
 * A proxy of its own behind the old edge, for names that cannot be moved: nginx counts each request to a side and
 * passes it on, and the old side stands in where the new one does not answer.
 */
export function nginxProxy(options: NginxProxyOptions = {}): Router {
  const proxy = proxyOf(options);
  return {
    name: 'nginx-proxy',
    can: {
      step: 1,
      sides: 16,
      of: 'requests',
      features: Object.fromEntries(features.map(feature => [feature, limits[feature] ?? true])) as Record<
        Feature,
        true | Limit
      >,
    },
    render(set: RouteSet, split: Split): readonly Manifest[] {
      const name = nameOf(set);
      const conf = nginxConf(set, split, proxy);
      return [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: ownMetadata(set, name, 'split'), data: { [CONF]: conf } },
        deployment(set, name, conf, proxy),
        service(set, name),
        disruptionBudget(set, name),
        autoscaler(set, name, proxy),
        networkPolicy(set, name, proxy),
      ];
    },
    read: (found, set) => readSplit(found, set, nameOf(set)),
  };
}
