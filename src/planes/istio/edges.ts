import type { Json } from '../../model/manifest.js';
import type { Door, Request } from '../plane.js';
import { conditionsOf, PLAIN, requestOf } from './conditions.js';
import { bareHost, hostWithoutPort, isWithin } from './names.js';
import { at, items } from './shape.js';
import type { Site } from './site.js';
import { readTextMatch } from './text-match.js';
import type { Rule } from './virtual-service.js';
import { witnesses } from './witness.js';

/** Hosts that stand for all that a name takes: two depths below a star. */
function hostsUnder(name: string): readonly string[] {
  if (name === '*') return ['any.example'];
  if (!name.startsWith('*')) return [name];
  const rest = name.slice(1).replace(/^\./, '');
  return [`any.${rest}`, `one.below.${rest}`, rest];
}

/** Where requests enter: every port with every host that a server or a route of it names. */
export function doorsOf(site: Site): readonly Door[] {
  const doors = new Map<string, Door>();
  for (const { proxy, bound } of site.doors) {
    for (const server of proxy.servers) {
      if (server.speaks === 'other') continue;
      const names = [...server.hosts.map(bareHost), ...bound(server).flatMap(({ service }) => service.hosts)];
      for (const host of new Set(names.flatMap(hostsUnder))) {
        const door: Door = { scheme: server.speaks === 'http' ? 'http' : 'https', port: server.port, host };
        doors.set(`${door.scheme} ${door.port} ${host}`, door);
      }
    }
  }
  return [...doors.values()];
}

/** The paths around one that is matched: itself, a little more, a little less, and the ways to write it otherwise. */
function around(path: string): readonly string[] {
  const bare = path.length > 1 ? path.replace(/\/$/, '') : path;
  const inner = bare.indexOf('/', 1);
  return [
    path,
    bare,
    `${bare}/`,
    `${path}x`,
    `${bare}/x`,
    `${bare}?x=y`,
    bare.toUpperCase(),
    `/${path}`,
    ...(bare.length > 2 ? [bare.slice(0, -1), `/x/..${bare}`] : []),
    ...(inner > 0
      ? [`${bare.slice(0, inner)}%2F${bare.slice(inner + 1)}`, `${bare.slice(0, inner)}/${bare.slice(inner)}`]
      : []),
  ];
}

function pathsOf(rules: readonly Rule[]): readonly string[] {
  const uris = rules.flatMap(({ spec }) => items(spec['match']).map((match: Json) => readTextMatch(at(match, 'uri'))));
  const paths = uris.flatMap(match => {
    if (match.kind === 'present') return [];
    return (match.kind === 'regex' ? witnesses(match.value) : [match.value]).flatMap(around);
  });
  return [...new Set(['/', '/no-such-path', ...paths])].filter(path => path.startsWith('/'));
}

/** The rules that may be asked behind a door: those of every VirtualService that has its host. */
function rulesBehind(site: Site, { host }: Door): readonly Rule[] {
  const name = hostWithoutPort(host);
  return site.virtualServices.flatMap(({ hosts, http }) => (hosts.some(of => isWithin(name, of)) ? http : []));
}

/** The requests around each matcher behind a door, and the other ways to write its host. */
export function* edgesAt(site: Site, door: Door): Iterable<Request> {
  const rules = rulesBehind(site, door);
  const conditions = conditionsOf(rules);
  for (const path of pathsOf(rules)) for (const condition of conditions) yield requestOf(door, path, condition);
  for (const host of [door.host.toUpperCase(), `${door.host}:${door.port}`, `${door.host}.`]) {
    yield requestOf({ ...door, host }, '/', PLAIN);
  }
}
