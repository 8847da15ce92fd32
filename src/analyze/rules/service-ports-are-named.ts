import { at, items, number, text } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

export const servicePortsAreNamed: Rule = {
  id: 'service-ports-are-named',
  level: 'error',
  law: 'A Service with several ports names each of them, every name once, and every number once for a protocol.',
  why: 'The API server refuses the Service, and every route to it ends in 503.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services',
  kinds: ['/Service'],
  start: () => ({
    *see(object) {
      const ports = items(at(object.manifest, 'spec', 'ports'));
      const names = new Set<string>();
      const numbers = new Set<string>();
      for (const [i, port] of ports.entries()) {
        const where = whereIn(object, ['spec', 'ports', i]);
        const name = text(at(port, 'name'));
        const value = number(at(port, 'port'));
        const key = `${value}/${text(at(port, 'protocol')) ?? 'TCP'}`;
        if (name === undefined && ports.length > 1) {
          yield finding(
            servicePortsAreNamed,
            where,
            `Port ${value} has no name.`,
            'Name every port, best by protocol: "http", "grpc-api".',
          );
        } else if (name !== undefined && names.has(name)) {
          yield finding(servicePortsAreNamed, where, `Two ports are named "${name}".`, 'Rename one of them.');
        }
        if (numbers.has(key))
          yield finding(servicePortsAreNamed, where, `Port ${key} stands twice.`, 'Drop one of them.');
        if (name !== undefined) names.add(name);
        numbers.add(key);
      }
    },
  }),
};
