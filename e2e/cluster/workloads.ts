import type { Manifest } from '../../src/model/manifest.js';
import type { Backends } from '../backends/backends.js';
import { backendName, type Host } from '../istio/destinations.js';
import { until } from '../until.js';
import { apply, kubectl } from './kubectl.js';

/** Two of each, so that what is seen is a share of a backend and not of one Pod. */
const podsEach = 2;

/**
 * Puts a Service and a Deployment there for every host that requests go to and that Git does not make itself, and gives
 * every Pod of these hosts, whoever made it, somebody who answers at its address.
 */
export async function runWorkloads(
  hosts: readonly Host[],
  madeByGit: readonly Manifest[],
  backends: Backends,
): Promise<void> {
  const services = new Set(
    madeByGit.filter(({ kind }) => kind === 'Service').map(({ metadata }) => `${metadata.name}.${metadata.namespace}`),
  );
  const missing = hosts.filter(host => !services.has(backendName({ host: host.name })));
  const namespaces = [...new Set(missing.map(host => placeOf(host).namespace))];
  await apply(namespaces.map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
  await apply(missing.flatMap(workload));
  for (const host of hosts) await answerFor(host, backends);
}

function placeOf({ name }: Host): { readonly name: string; readonly namespace: string } {
  const [service, namespace] = name.split('.');
  return { name: service!, namespace: namespace! };
}

function workload(host: Host): readonly Manifest[] {
  const metadata = placeOf(host);
  const labels = { app: metadata.name };
  const ports = host.ports.map(({ number, protocol = 'tcp' }) => ({
    name: `${protocol.toLowerCase()}-${number}`,
    port: number,
  }));
  const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '20m', memory: '32Mi' } };
  const containers = [{ name: 'main', image: 'none', resources }];
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: podsEach,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
  ];
}

interface List<T> {
  readonly items: readonly T[];
}

interface EndpointSlice {
  readonly ports?: readonly { readonly port: number }[];
  readonly endpoints?: readonly {
    readonly addresses: readonly string[];
    readonly targetRef?: { readonly name: string };
  }[];
}

/** What the control plane says are the Service's endpoints is what answers. */
async function answerFor(host: Host, backends: Backends): Promise<void> {
  const { name, namespace } = placeOf(host);
  const slices = async (): Promise<readonly EndpointSlice[]> => {
    const label = `kubernetes.io/service-name=${name}`;
    const text = await kubectl(['get', 'endpointslices', '-n', namespace, '-l', label, '-o', 'json']);
    return (JSON.parse(text) as List<EndpointSlice>).items;
  };
  await until(`${host.name} has ${podsEach} endpoints`, 60_000, async () => {
    const found = (await slices()).flatMap(({ endpoints = [] }) => endpoints);
    return found.length >= podsEach;
  });
  for (const { ports = [], endpoints = [] } of await slices()) {
    for (const { addresses, targetRef } of endpoints) {
      const backend = backendName({ host: host.name });
      await backends.set({
        backend,
        name: targetRef?.name ?? backend,
        address: addresses[0]!,
        ports: ports.map(({ port }) => port),
      });
    }
  }
}
