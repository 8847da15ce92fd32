/** One pinned place that resource kinds are taken from. */
export interface Source {
  /** Folder below crds/; carries the minor version where a project is kept at several. */
  readonly id: string;
  /** How people name the project. */
  readonly project: string;
  /** Release channel, where the project has some. */
  readonly channel?: 'standard' | 'experimental';
  /** Go module whose zip carries the schemas. */
  readonly module: string;
  /** Version of the module, with its `v`. */
  readonly version: string;
  /** `crd`: CustomResourceDefinitions; `openapi`: the OpenAPI 2 document of a Kubernetes API server. */
  readonly form: 'crd' | 'openapi';
  /** Files in the module. Every served kind in them is taken. */
  readonly paths: readonly string[];
  /** Whether the kinds also become typed constructs in imports/. */
  readonly typed: boolean;
  /**
   * Fields that stay plain objects in imports/ (`Kind.field.field`, with `[]` for the items of a list and `*` for any
   * field), because their types would be many and nobody writes them by hand. crds/ has them in full.
   * @default - none.
   */
  readonly open?: readonly string[];
}

const within = (folder: string, ...files: readonly string[]): string[] => files.map(file => `${folder}/${file}`);

// cdk8s-plus-27 carries typed constructs of the kinds of Kubernetes itself.
const kubernetes = {
  project: 'Kubernetes',
  module: 'k8s.io/kubernetes',
  form: 'openapi',
  paths: ['api/openapi-spec/swagger.json'],
  typed: false,
} as const;

const istio = {
  project: 'Istio',
  module: 'istio.io/api',
  form: 'crd',
  paths: ['kubernetes/customresourcedefinitions.gen.yaml'],
} as const;

const gatewayApi = {
  project: 'Gateway API',
  module: 'sigs.k8s.io/gateway-api',
  version: 'v1.4.1',
  form: 'crd',
} as const;

const standardGatewayFiles = [
  'gateway.networking.k8s.io_backendtlspolicies.yaml',
  'gateway.networking.k8s.io_gatewayclasses.yaml',
  'gateway.networking.k8s.io_gateways.yaml',
  'gateway.networking.k8s.io_grpcroutes.yaml',
  'gateway.networking.k8s.io_httproutes.yaml',
  'gateway.networking.k8s.io_referencegrants.yaml',
];

/**
 * Where every schema comes from. A project stands here at several versions when clusters run versions that differ in
 * what they accept; the newest is last, and it is the one whose types go to imports/.
 */
export const sources: readonly Source[] = [
  { ...kubernetes, id: 'kubernetes-1.28', version: 'v1.28.15' },
  { ...kubernetes, id: 'kubernetes-1.36', version: 'v1.36.3' },
  { ...istio, id: 'istio-1.20', version: 'v1.20.8', typed: false },
  { ...istio, id: 'istio-1.31', version: 'v1.31.1', typed: true },
  {
    ...gatewayApi,
    id: 'gateway-api-standard',
    channel: 'standard',
    paths: within('config/crd/standard', ...standardGatewayFiles),
    typed: false,
  },
  {
    ...gatewayApi,
    id: 'gateway-api-experimental',
    channel: 'experimental',
    paths: within(
      'config/crd/experimental',
      ...standardGatewayFiles,
      'gateway.networking.k8s.io_tcproutes.yaml',
      'gateway.networking.k8s.io_tlsroutes.yaml',
      'gateway.networking.k8s.io_udproutes.yaml',
      'gateway.networking.x-k8s.io_xbackendtrafficpolicies.yaml',
      'gateway.networking.x-k8s.io_xlistenersets.yaml',
      'gateway.networking.x-k8s.io_xmeshes.yaml',
    ),
    typed: true,
  },
  {
    id: 'argo-cd',
    project: 'Argo CD',
    module: 'github.com/argoproj/argo-cd/v3',
    version: 'v3.3.4',
    form: 'crd',
    paths: within('manifests/crds', 'application-crd.yaml', 'applicationset-crd.yaml', 'appproject-crd.yaml'),
    typed: true,
    // Generators inside generators repeat all generators: 50 000 of the group's 64 000 lines.
    open: ['ApplicationSet.spec.generators[].*.generators[]', 'ApplicationSet.spec.generators[].*.template'],
  },
  {
    id: 'external-dns',
    project: 'ExternalDNS',
    module: 'sigs.k8s.io/external-dns',
    version: 'v0.19.0',
    form: 'crd',
    paths: ['charts/external-dns/crds/dnsendpoints.externaldns.k8s.io.yaml'],
    typed: true,
  },
  {
    id: 'cert-manager',
    project: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.19.1',
    form: 'crd',
    paths: within(
      'deploy/crds',
      'cert-manager.io_certificates.yaml',
      'cert-manager.io_clusterissuers.yaml',
      'cert-manager.io_issuers.yaml',
    ),
    typed: true,
  },
  {
    id: 'prometheus-operator',
    project: 'Prometheus Operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    form: 'crd',
    paths: within(
      'example/prometheus-operator-crd',
      'monitoring.coreos.com_podmonitors.yaml',
      'monitoring.coreos.com_prometheusrules.yaml',
      'monitoring.coreos.com_servicemonitors.yaml',
    ),
    typed: true,
  },
  {
    id: 'apisix',
    project: 'APISIX Ingress Controller',
    module: 'github.com/apache/apisix-ingress-controller',
    version: 'v1.8.4',
    form: 'crd',
    paths: within(
      'samples/deploy/crd/v1',
      'ApisixClusterConfig.yaml',
      'ApisixConsumer.yaml',
      'ApisixGlobalRule.yaml',
      'ApisixPluginConfig.yaml',
      'ApisixRoute.yaml',
      'ApisixTls.yaml',
      'ApisixUpstream.yaml',
    ),
    typed: true,
  },
];
