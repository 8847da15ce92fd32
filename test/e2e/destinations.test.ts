import { describe, expect, test } from 'vitest';
import { backendName, hostsOf } from '../../e2e/istio/destinations.js';
import { StandIns, serviceEntry } from '../../e2e/istio/stand-ins.js';
import type { Json, Manifest } from '../../src/model/manifest.js';

function object(kind: string, name: string, spec: Json, namespace = 'acme'): Manifest {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec };
}
const to = (host: string, subset?: string, port?: number): Json => ({
  destination: { host, ...(subset && { subset }), ...(port && { port: { number: port } }) },
});

describe('the hosts that manifests send requests to', () => {
  test('are found under routes and mirrors, with a short name completed by its namespace', () => {
    const http = [
      { route: [to('web', undefined, 8080)], mirror: { host: 'audit.ops.svc.cluster.local', port: { number: 81 } } },
    ];

    expect(hostsOf([object('VirtualService', 'web', { http })])).toEqual([
      {
        name: 'audit.ops.svc.cluster.local',
        ports: [{ number: 81 }],
        destinations: [{ host: 'audit.ops.svc.cluster.local', labels: {} }],
      },
      {
        name: 'web.acme.svc.cluster.local',
        ports: [{ number: 8080 }],
        destinations: [{ host: 'web.acme.svc.cluster.local', labels: {} }],
      },
    ]);
  });

  test('have the subsets of their DestinationRule, with the labels of their Pods', () => {
    const [host] = hostsOf([
      object('VirtualService', 'web', { http: [{ route: [to('web', 'v1'), to('web', 'v2')] }] }),
      object('DestinationRule', 'web', {
        host: 'web',
        subsets: [
          { name: 'v1', labels: { version: 'v1' } },
          { name: 'v2', labels: { version: 'v2' } },
        ],
      }),
    ]);

    expect(host!.destinations.map(backendName)).toEqual(['web.acme/v1', 'web.acme/v2']);
    expect(host!.destinations[1]!.labels).toEqual({ version: 'v2' });
  });

  test('have the ports of their Service, and the protocols that its names say', () => {
    const [host] = hostsOf([
      object('VirtualService', 'web', { http: [{ route: [to('web', undefined, 9000)] }] }),
      object('Service', 'web', {
        ports: [
          { name: 'grpc-api', port: 9000 },
          { name: 'metrics', port: 9090 },
          { appProtocol: 'http2', port: 80 },
        ],
      }),
    ]);

    expect(host!.ports).toEqual([
      { number: 9000, protocol: 'GRPC' },
      { number: 9090, protocol: undefined },
      { number: 80, protocol: 'HTTP2' },
    ]);
  });

  test('that a ServiceEntry declares keep the addresses it gives them', () => {
    const entry = object('ServiceEntry', 'edge', {
      hosts: ['edge.example.net'],
      endpoints: [{ address: '203.0.113.9' }],
    });
    const [host] = hostsOf([
      object('VirtualService', 'web', { http: [{ route: [to('edge.example.net', undefined, 80)] }] }),
      entry,
    ]);

    expect(new StandIns().of(host!).map(pod => pod.address)).toEqual(['203.0.113.9']);
  });
});

describe('the Pods that stand in for destinations', () => {
  const [host] = hostsOf([object('VirtualService', 'web', { http: [{ route: [to('web', undefined, 8080)] }] })]);

  test('keep their addresses when the manifests change', () => {
    const standIns = new StandIns();
    const first = standIns.of(host!);
    standIns.of({ ...host!, name: 'other', destinations: [{ host: 'other', labels: {} }] });

    expect(standIns.of(host!)).toEqual(first);
    expect(new Set(first.map(pod => pod.address)).size).toBe(2);
  });

  test('are told to istiod in the namespace of their Service', () => {
    const entry = serviceEntry(host!, new StandIns().of(host!));

    expect(entry.metadata).toEqual({ name: 'web.acme.svc.cluster.local', namespace: 'acme' });
    expect(entry.spec).toMatchObject({ resolution: 'STATIC', ports: [{ number: 8080, name: 'port-8080' }] });
  });

  test('a backend that no request goes to is a mistake of the test', () => {
    const standIns = new StandIns();
    standIns.of(host!);

    expect(() => standIns.ofBackend('web.acme/v9')).toThrow(
      'No requests go to a backend "web.acme/v9". There are: web.acme.',
    );
  });
});
