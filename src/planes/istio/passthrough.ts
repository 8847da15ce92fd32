import type { Json } from '../../model/manifest.js';
import type { Answer, Request, Step } from '../plane.js';
import { endsOf } from './act.js';
import { Domains } from './domains.js';
import type { GatewayServer } from './gateway.js';
import { hostsFor, isWithin } from './names.js';
import { at, items, number, texts } from './shape.js';
import type { GatewayDoor, Site } from './site.js';
import type { Rule } from './virtual-service.js';

interface Chain {
  readonly rule: Rule;
  readonly names: readonly string[];
}

/** The ways through a proxy that does not open TLS, by the name that the client asks for. */
function chainsOf(servers: readonly GatewayServer[], port: number, door: GatewayDoor): readonly Chain[] {
  return servers.flatMap(server =>
    door.bound(server).flatMap(({ service, visible }) => {
      const ours = hostsFor(server.hosts, server.namespace, service.namespace);
      const meets = service.hosts.some(host => ours.some(our => isWithin(host, our) || isWithin(our, host)));
      if (!visible || !meets) return [];
      return service.tls.flatMap(rule =>
        items(rule.spec['match'])
          .filter(match => [undefined, 0, port].includes(number(at(match, 'port'))))
          .filter(match => takes(texts(at(match, 'gateways')), server))
          .map(match => ({ rule, names: texts(at(match, 'sniHosts')) })),
      );
    }),
  );
}

const takes = (gateways: readonly string[], { gateway }: GatewayServer): boolean =>
  gateways.length === 0 || gateways.includes(gateway);

/** Where a connection goes that is told apart by its TLS name only. */
export function passedThrough(
  servers: readonly GatewayServer[],
  name: string,
  request: Request,
  site: Site,
  door: GatewayDoor,
  steps: readonly Step[],
): Answer {
  const chains = chainsOf(servers, request.port, door);
  const best = new Domains(chains.flatMap(({ names }) => names.map(of => [of.toLowerCase(), of] as const))).find(name);
  const found = chains.filter(({ names }) => best !== undefined && names.includes(best));
  if (found.length === 0) {
    return { kind: 'refused', status: 0, because: `no rule takes the TLS name "${name}"`, steps, assumes: [] };
  }
  if (new Set(found.map(({ rule }) => rule.at)).size > 1) {
    const because = `which of ${found.map(({ rule }) => rule.at).join(' and ')} was made first`;
    return { kind: 'unknown', because, steps, assumes: [] };
  }
  const place = (of: Json | undefined) => site.registry.place(of, request.port, door.proxy.namespace);
  const routes = items(found[0]!.rule.spec['route']);
  const ends = endsOf(routes, place);
  const all = [
    ...steps,
    { at: 'host', says: `"${name}" is a TLS name of ${found[0]!.rule.at}` },
    { at: found[0]!.rule.at, says: `takes the TLS name "${name}"` },
  ];
  if (!('length' in ends)) return { ...ends.outcome, steps: all, assumes: [] };
  const assumes = [...new Set(routes.flatMap(route => place(at(route, 'destination')).assumes ?? []))];
  const treatment = { path: request.path, host: request.host };
  return { kind: 'backends', ends, treatment, steps: all, assumes };
}
