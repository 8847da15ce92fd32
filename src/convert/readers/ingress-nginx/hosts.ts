import type { ServiceBackend } from '../../../model/backend.js';
import { groupBy } from '../../../model/group-by.js';
import type { Move } from '../../reader.js';
import { type CanarySplit, canarySplit } from './canary.js';
import type { Ingress, IngressRule } from './ingress.js';
import { backendAt, type Server, serverOf } from './locations.js';
import { PATH_NOTE } from './path-match.js';
import { type Draft, draftsOf } from './routes.js';
import type { Surroundings } from './surroundings.js';
import { type HostTls, plainHttp, tlsOf } from './tls.js';

/** A host before its routes have names. */
export interface HostDraft {
  readonly host: string;
  /** The namespace that has the host: that of its oldest Ingress. */
  readonly tenant: string;
  readonly rules: readonly (readonly [Ingress, IngressRule])[];
  readonly routes: readonly Draft[];
  /** Further names that only redirect to it. */
  readonly aliases: readonly string[];
  readonly tls?: HostTls;
  readonly http: 'serve' | 'redirect';
  readonly move: Move;
  readonly remarks: readonly string[];
  readonly blocks: readonly string[];
}

const HOST = /^(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)*[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

type Rules = readonly (readonly [Ingress, IngressRule])[];

function sayPaths(rules: Rules, regex: boolean): void {
  for (const [{ take }, rule] of rules) {
    const wildcard = rule.host.startsWith('*.');
    const note = 'nginx: one label in the place of the star. Gateway: any number of them.';
    take.say([...rule.at, 'host'], wildcard ? 'approximated' : 'exact', wildcard ? note : '');
    if (rule.paths.length === 0) take.say([...rule.at, 'http'], 'equivalent', 'No path: the default backend answers.');
    for (const { at } of rule.paths) {
      take.say(
        [...at, 'path'],
        'equivalent',
        regex ? `The host is in regular-expression mode. ${PATH_NOTE}` : PATH_NOTE,
      );
      const type = take.text([...at, 'pathType']);
      if (regex) take.say([...at, 'pathType'], 'equivalent', 'In regular-expression mode every path is one.');
      else if (type === 'Exact' || type === 'Prefix') take.say([...at, 'pathType'], 'exact');
      else take.say([...at, 'pathType'], 'equivalent', 'ingress-nginx takes it for Prefix.');
    }
  }
}

/** The name with www where a host has none, and without where it has. */
function wwwTwin(rules: Rules, host: string, hosts: ReadonlySet<string>): string | undefined {
  const asking = rules.filter(([{ settings }]) => settings.flag('from-to-www-redirect') === true);
  if (asking.length === 0) return undefined;
  const twin = host.startsWith('www.') ? host.slice(4) : `www.${host}`;
  const why = hosts.has(twin) ? `${twin} has rules of its own` : HOST.test(twin) ? undefined : `${twin} is no host`;
  for (const [{ settings }] of asking) {
    if (why === undefined) settings.say('from-to-www-redirect', 'equivalent');
    else settings.ignored('from-to-www-redirect', why);
  }
  return why === undefined ? twin : undefined;
}

type Paired = {
  readonly split: CanarySplit;
  readonly name: string;
  readonly from: ServiceBackend;
  readonly to: ServiceBackend;
};

const sameService = (a: ServiceBackend, b: ServiceBackend): boolean =>
  a.name === b.name && a.namespace === b.namespace && a.port === b.port;

/** Two Services for all of a host's paths; anything less has no place, since a host has one migration. */
function pairOf(server: Server, canaries: Rules, around: Surroundings): Paired | undefined {
  const stable = server.locations[0]?.backend;
  const ends = canaries.flatMap(([of, { paths }]) =>
    paths.map(place => ({ place, of, end: backendAt(of, [...place.at, 'backend'], around) })),
  );
  const [first] = ends;
  if (!stable || !first || 'blocks' in first.end) return undefined;
  const to = first.end;
  const one = ends.every(({ of, end }) => of === first.of && !('blocks' in end) && sameService(end, to));
  const whole = server.locations.every(
    ({ path, exact, backend }) =>
      sameService(backend, stable) && ends.some(({ place }) => place.path === path && place.exact === exact),
  );
  if (!one || !whole || sameService(stable, to)) return undefined;
  return { split: canarySplit(first.of), name: first.of.name, from: stable, to };
}

const LOST =
  'It shares only a part of the host, or with more than one: end the canary first, or write its migration by hand.';

function sayCanaries(canaries: Rules, paired: boolean): void {
  for (const [{ take, settings }, { at, paths }] of canaries) {
    take.say([...at, 'host'], paired ? 'exact' : 'unsupported', paired ? '' : LOST);
    for (const path of paths) {
      for (const field of ['path', 'pathType']) {
        take.say([...path.at, field], paired ? 'equivalent' : 'unsupported', paired ? 'The path of its twin.' : LOST);
      }
    }
    for (const name of settings.names) {
      if (name === 'canary' || name.startsWith('canary-')) {
        if (!paired) settings.say(name, 'unsupported', LOST);
      } else settings.ignored(name, 'a canary has those of its twin');
    }
  }
}

/** How the host comes to the gateway, and what to know of it. */
function moveOf(
  host: string,
  routes: readonly Draft[],
  pair: Paired | undefined,
  checks: readonly string[],
): readonly [Move, string[]] {
  if (pair) {
    const { split, name, from, to } = pair;
    return [{ kind: 'canary', name, from, to, ...split }, ['It has a canary already, so it moves by its DNS name.']];
  }
  if (routes.some(({ rewrite }) => rewrite?.path !== undefined)) {
    return [{ kind: 'dns' }, ['It rewrites paths, which no gateway does on one side of a split: move its DNS name.']];
  }
  if (routes.some(({ protocol }) => protocol === 'grpc')) {
    return [
      { kind: 'dns' },
      ['ingress-nginx speaks gRPC over TLS only, so nothing forwards to it: move its DNS name.'],
    ];
  }
  return [{ kind: 'edge', name: host.replace('*', 'wildcard'), checks }, []];
}

/** Everything about one host. */
function hostDraft(
  host: string,
  rules: Rules,
  canaries: Rules,
  hosts: ReadonlySet<string>,
  around: Surroundings,
): HostDraft {
  const ingresses = [...new Set(rules.map(([ingress]) => ingress))];
  const [first] = ingresses;
  const server = serverOf(
    rules.flatMap(([, { paths }]) => paths),
    first!,
    around,
  );
  sayPaths(rules, server.regex);
  for (const { settings } of ingresses) {
    if (settings.flag('use-regex') === true) settings.say('use-regex', 'equivalent');
    settings.say('rewrite-target', 'equivalent');
  }
  const drafts = draftsOf(server, host);
  const tls = tlsOf(ingresses, host, around);
  const plain = plainHttp(ingresses, tls !== undefined, around);
  const pair = canaries.length === 0 ? undefined : pairOf(server, canaries, around);
  sayCanaries(canaries, pair !== undefined);
  const checks = [...new Set([...ingresses.flatMap(({ treatment }) => treatment.checks), ...plain.checks])];
  if (canaries.length > 0 && !pair) checks.push('canary-has-ended');
  const [move, remarks] = moveOf(host, drafts.routes, pair, checks);
  const open = move.kind !== 'edge' && checks.length > 0;
  const blocks = [
    ...(HOST.test(host) ? [] : ['it is no host name']),
    ...ingresses.flatMap(({ treatment }) => treatment.blocks),
    ...server.blocks,
    ...drafts.blocks,
    ...(tls && 'blocks' in tls ? [tls.blocks] : []),
    ...(open ? [`its routes would stand open: ${checks.join(', ')} first. ${remarks.join(' ')}`] : []),
  ];
  const twin = wwwTwin(rules, host, hosts);
  const to = {
    stem: `${first!.name}-www`,
    host: twin ?? '',
    protocol: 'http',
    match: [],
    redirect: { host, status: 308 },
  } as const;
  return {
    host,
    tenant: first!.namespace,
    rules,
    routes: [...drafts.routes, ...(twin === undefined ? [] : [to])],
    aliases: twin === undefined ? [] : [twin],
    ...(tls && !('blocks' in tls) && { tls }),
    http: plain.http,
    move,
    remarks,
    blocks:
      blocks.length === 0 && drafts.routes.length === 0 ? ['it has no path with a Service'] : [...new Set(blocks)],
  };
}

/** The hosts of all Ingresses, in the order in which the oldest ones name them. */
export function hostDrafts(ingresses: readonly Ingress[], around: Surroundings): readonly HostDraft[] {
  const rules = ingresses.flatMap(ingress =>
    ingress.rules.filter(({ host }) => host !== '').map(rule => [ingress, rule] as const),
  );
  const byHost = groupBy(
    rules.filter(([{ isCanary }]) => !isCanary),
    ([, { host }]) => host,
  );
  const canaries = groupBy(
    rules.filter(([{ isCanary }]) => isCanary),
    ([, { host }]) => host,
  );
  for (const [host, alone] of canaries) if (!byHost.has(host)) sayCanaries(alone, false);
  const hosts = new Set(byHost.keys());
  return [...byHost].map(([host, of]) => hostDraft(host, of, canaries.get(host) ?? [], hosts, around));
}
