import type { ServiceBackend } from '../../../model/backend.js';
import type { Gateway } from '../../../model/gateway.js';
import { groupBy } from '../../../model/group-by.js';
import type { Route } from '../../../model/route.js';
import type { ConvertedTenant, LeftHost, Move } from '../../reader.js';
import type { HostDraft } from './hosts.js';
import { Names } from './names.js';
import { type Policies, policiesOf } from './policies.js';
import type { Draft } from './routes.js';

/** Secrets of one name in several namespaces, which would meet in the one of the gateway's Pods. */
function ambiguous(drafts: readonly HostDraft[]): ReadonlySet<string> {
  const homes = groupBy(
    drafts.flatMap(({ tls }) => (tls ? [tls] : [])),
    ({ secret }) => secret,
  );
  return new Set(
    [...homes].filter(([, tls]) => new Set(tls.map(({ namespace }) => namespace)).size > 1).map(([name]) => name),
  );
}

function secretOf({ tls }: HostDraft, twice: ReadonlySet<string>): string | undefined {
  return tls && (twice.has(tls.secret) ? `${tls.namespace}-${tls.secret}` : tls.secret);
}

/** One gateway for the hosts that have a certificate, and an answer to plain HTTP, in common. */
function gatewaysOf(drafts: readonly HostDraft[], twice: ReadonlySet<string>): ReadonlyMap<HostDraft, Gateway> {
  const groups = groupBy(drafts, draft => JSON.stringify([secretOf(draft, twice), draft.http]));
  const names = new Names();
  const made = new Map<HostDraft, Gateway>();
  for (const group of groups.values()) {
    const secret = secretOf(group[0]!, twice);
    const gateway: Gateway = {
      name: names.take(groups.size === 1 ? 'edge' : (secret ?? 'plain')),
      hosts: [...new Set(group.flatMap(({ host, aliases }) => [host, ...aliases]))],
      http: group[0]!.http,
      ...(secret !== undefined && { tls: { mode: 'SIMPLE', secret, minVersion: 'TLSV1_2' } }),
      selector: { istio: 'ingressgateway' },
      trustedProxies: 0,
    };
    for (const draft of group) made.set(draft, gateway);
  }
  return made;
}

/** A Service as the tenant's routes refer to it. */
function ended(backend: ServiceBackend, tenant: string, { policyOf }: Policies): ServiceBackend {
  const { namespace, ...rest } = backend;
  return { ...rest, ...(namespace !== tenant && { namespace }), ...policyOf(backend) };
}

function routeOf({ stem, ...draft }: Draft, gateway: Gateway, tenant: string, names: Names, policies: Policies): Route {
  const { backend } = draft;
  return {
    name: names.take(stem),
    gateways: [gateway.name],
    ...draft,
    ...(backend?.kind === 'service' && { backend: ended(backend, tenant, policies) }),
  };
}

function moved(move: Move, tenant: string, policies: Policies, names: Names): Move {
  if (move.kind === 'dns') return move;
  if (move.kind === 'edge') return { ...move, name: names.take(move.name) };
  const alike = move.from.name === move.to.name;
  const side = (end: ServiceBackend): ServiceBackend => {
    const id = alike ? `${end.name}-${end.port}` : end.name;
    // The canary is reached as its twin is.
    return { ...policies.policyOf(move.from), ...ended(end, tenant, policies), id };
  };
  return { ...move, name: names.take(move.name), from: side(move.from), to: side(move.to) };
}

/** What is written for a namespace. */
function tenantOf(name: string, drafts: readonly HostDraft[], twice: ReadonlySet<string>): ConvertedTenant {
  const policies = policiesOf(drafts.filter(({ blocks }) => blocks.length === 0));
  const left: LeftHost[] = [];
  const kept: HostDraft[] = [];
  for (const draft of drafts) {
    const policy = policies.blocks.get(draft.host);
    const why = [...draft.blocks, ...(policy === undefined ? [] : [policy])];
    if (why.length > 0) left.push({ host: draft.host, why });
    else kept.push(draft);
  }
  const gateways = gatewaysOf(kept, twice);
  const [routes, migrations] = [new Names(), new Names()];
  const hosts = kept.map(draft => ({
    host: draft.host,
    routes: draft.routes.map(route => routeOf(route, gateways.get(draft)!, name, routes, policies)),
    move: moved(draft.move, name, policies, migrations),
    remarks: draft.remarks,
  }));
  return {
    name,
    gateways: [...new Set(gateways.values())],
    hosts,
    left,
  };
}

/** What is written, a namespace after another by name; and what is said of the hosts that are not. */
export function tenantsOf(drafts: readonly HostDraft[]): readonly ConvertedTenant[] {
  const twice = ambiguous(drafts);
  const tenants = [...groupBy(drafts, ({ tenant }) => tenant)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => tenantOf(name, of, twice));
  sayLeft(drafts, tenants);
  return tenants;
}

/** What was taken for a host that is left out was taken in vain. */
function sayLeft(drafts: readonly HostDraft[], tenants: readonly ConvertedTenant[]): void {
  const why = new Map(tenants.flatMap(({ left }) => left.map(({ host, why }) => [host, why.join('; ')] as const)));
  for (const { host, rules } of drafts) {
    const reason = why.get(host);
    if (reason === undefined) continue;
    for (const [{ take, settings, rules: all }, { at }] of rules) {
      take.say(at, 'unsupported', `${host} is left out: ${reason}`);
      if (!all.every(other => why.has(other.host))) continue;
      for (const name of settings.names) settings.say(name, 'unsupported', `${host} is left out: ${reason}`);
      for (const part of ['tls', 'defaultBackend']) take.say(['spec', part], 'unsupported', `${host} is left out.`);
    }
  }
}
