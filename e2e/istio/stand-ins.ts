import type { Manifest } from '../../src/model/manifest.js';
import type { Pod } from '../backends/pod.js';
import { gatewayAddress, gatewayLabels, gatewayPorts } from '../gateway.js';
import { backendName, type Host } from './destinations.js';

/** Two of each, so that what is seen is a share of a backend and not of one Pod. */
const podsEach = 2;

/** A Pod of a destination, and the labels it carries. */
export interface StandIn extends Pod {
  readonly labels: Readonly<Record<string, string>>;
}

/** Gives every destination Pods at addresses of their own; the same destinations always get the same addresses. */
export class StandIns {
  private allocated = 0;
  private readonly byName = new Map<string, StandIn>();

  /** The Pods of a host, made where they are not there yet. */
  of({ destinations, ports, declared }: Host): readonly StandIn[] {
    const numbers = ports.map(port => port.number);
    const given = declared?.addresses ?? [];
    return destinations.flatMap(destination => {
      const backend = backendName(destination);
      return Array.from({ length: given.length || podsEach }, (_, i) => {
        const name = `${backend}-${i}`;
        const address = this.byName.get(name)?.address ?? given[i] ?? this.nextAddress();
        const pod = { backend, name, address, ports: numbers, labels: destination.labels };
        this.byName.set(name, pod);
        return pod;
      });
    });
  }

  /** All Pods of a backend. */
  ofBackend(backend: string): readonly StandIn[] {
    const pods = [...this.byName.values()].filter(pod => pod.backend === backend);
    const known = [...new Set([...this.byName.values()].map(pod => pod.backend))];
    if (pods.length === 0) throw new Error(`No requests go to a backend "${backend}". There are: ${known.join(', ')}.`);
    return pods;
  }

  private nextAddress(): string {
    const number = ++this.allocated;
    return `10.244.${Math.floor(number / 250)}.${(number % 250) + 1}`;
  }
}

/** What tells istiod about a host without an API server: where Kubernetes has a Service and Pods, here one object says all. */
export function serviceEntry(host: Host, pods: readonly StandIn[]): Manifest {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: host.name, namespace: namespaceOf(host.name) },
    spec: {
      hosts: [host.name],
      location: 'MESH_INTERNAL',
      resolution: 'STATIC',
      ports: host.ports.map(({ number, protocol }) => ({
        number,
        protocol,
        name: `port-${number}`,
      })),
      endpoints: pods.map(({ address, labels }) => ({ address, labels })),
    },
  };
}

/** The gateway's own Service, for what istiod reads of it: which of its ports is which. */
export const gatewayEntry: Manifest = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name: 'istio-ingressgateway', namespace: 'istio-system' },
  spec: {
    hosts: ['istio-ingressgateway.istio-system.svc.cluster.local'],
    location: 'MESH_INTERNAL',
    resolution: 'STATIC',
    ports: gatewayPorts.map(({ name, port, targetPort }) => ({ name, number: port, targetPort, protocol: 'TCP' })),
    endpoints: [{ address: gatewayAddress, labels: gatewayLabels }],
  },
};

function namespaceOf(host: string): string {
  return host.endsWith('.svc.cluster.local') ? host.split('.')[1]! : 'default';
}
