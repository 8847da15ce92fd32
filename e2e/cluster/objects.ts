import type { Manifest } from '../../src/model/manifest.js';
import { gatewayAddress, gatewayLabels, gatewayPorts } from '../gateway.js';

/** The one node, on which kwok lets every Pod run. */
export const node: Manifest = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: 'kwok-0',
    annotations: { 'kwok.x-k8s.io/node': 'fake' },
    labels: { 'kubernetes.io/hostname': 'kwok-0', 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
  },
};

const inIstio = (name: string) => ({ name, namespace: 'istio-system' });
const account = 'istio-ingressgateway';

/** What an installation of Istio's ingress gateway has, as far as routes and certificates need it. */
export const gatewayObjects: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: inIstio(account) },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: inIstio('istio-ingressgateway-sds'),
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: inIstio('istio-ingressgateway-sds'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'istio-ingressgateway-sds' },
    subjects: [{ kind: 'ServiceAccount', ...inIstio(account) }],
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...inIstio('istio-ingressgateway'), labels: gatewayLabels },
    spec: {
      selector: gatewayLabels,
      ports: gatewayPorts,
    },
  },
  // Makes the Envoy beside the cluster an endpoint of that Service.
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata: inIstio('istio-ingressgateway'),
    spec: { address: gatewayAddress, labels: gatewayLabels },
  },
];
