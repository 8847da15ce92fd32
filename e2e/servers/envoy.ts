import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtFile } from '../build/part.js';
import { envoy as part } from '../build/parts/envoy.js';
import { istio } from '../build/parts/istio.js';
import { runFolder } from '../run-folder.js';
import { answers } from './answers.js';
import type { Server } from './server.js';

export interface EnvoyOptions {
  /** The gateway's own address; its listeners bind to all. */
  readonly address: string;
  /** The port of Envoy's admin pages on loopback. */
  readonly adminPort: number;
  /** Where istiod serves xDS. */
  readonly xds: { readonly address: string; readonly port: number };
  /** The labels that a Gateway's selector is held against. */
  readonly labels: Readonly<Record<string, string>>;
  /** A service account token; without one istiod serves no secrets. */
  readonly token?: string;
}

/** A stock Envoy that is Istio's ingress gateway: its listeners, routes, clusters and endpoints all come from istiod. */
export function envoy(options: EnvoyOptions): Server {
  const file = join(runFolder(), 'envoy.json');
  writeFileSync(file, JSON.stringify(bootstrap(options), undefined, 2));
  return {
    name: 'envoy',
    program: builtFile(part, 'bin/envoy'),
    args: ['-c', file, '--concurrency', '2', '--disable-hot-restart', '--drain-time-s', '5', '-l', 'info'],
    ready: () => answers(`http://127.0.0.1:${options.adminPort}/ready`),
  };
}

function bootstrap({ address, adminPort, xds, labels, token }: EnvoyOptions): object {
  const source = { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' };
  return {
    node: {
      id: `router~${address}~istio-ingressgateway.istio-system~istio-system.svc.cluster.local`,
      cluster: 'istio-ingressgateway.istio-system',
      metadata: {
        NAMESPACE: 'istio-system',
        CLUSTER_ID: 'Kubernetes',
        ISTIO_VERSION: istio.version,
        MESH_ID: 'cluster.local',
        NAME: 'istio-ingressgateway',
        SERVICE_ACCOUNT: 'istio-ingressgateway',
        WORKLOAD_NAME: 'istio-ingressgateway',
        INSTANCE_IPS: address,
        LABELS: labels,
      },
    },
    // As Istio's own bootstrap has it: without it a "#" in a path is answered with 400, and large regexes are refused.
    layered_runtime: {
      layers: [
        {
          name: 'istio',
          static_layer: {
            'overload.global_downstream_max_connections': '2147483647',
            're2.max_program_size.error_level': '32768',
            'envoy.reloadable_features.http_reject_path_with_fragment': false,
          },
        },
        { name: 'admin', admin_layer: {} },
      ],
    },
    admin: { address: socket('127.0.0.1', adminPort) },
    dynamic_resources: {
      lds_config: source,
      cds_config: source,
      ads_config: {
        api_type: 'DELTA_GRPC',
        transport_api_version: 'V3',
        set_node_on_first_message_only: true,
        grpc_services: [
          {
            envoy_grpc: { cluster_name: 'xds-grpc' },
            ...(token && { initial_metadata: [{ key: 'authorization', value: `Bearer ${token}` }] }),
          },
        ],
      },
    },
    static_resources: {
      clusters: [
        {
          name: 'xds-grpc',
          type: 'STATIC',
          connect_timeout: '1s',
          typed_extension_protocol_options: {
            'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
              '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
              explicit_http_config: { http2_protocol_options: {} },
            },
          },
          load_assignment: {
            cluster_name: 'xds-grpc',
            endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(xds.address, xds.port) } }] }],
          },
        },
      ],
    },
  };
}

function socket(address: string, port: number): object {
  return { socket_address: { address, port_value: port } };
}
