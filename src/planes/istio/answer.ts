import type { Json } from '../../model/manifest.js';
import { sameJson } from '../../model/same-json.js';
import type { Answer, Outcome, Request, Step } from '../plane.js';
import { act } from './act.js';
import { accept } from './listener.js';
import { hostWithoutPort } from './names.js';
import { passedThrough } from './passthrough.js';
import { type Found, findIn, type Taken } from './route-table.js';
import { type SeenRequest, seenRequest } from './seen-request.js';
import type { GatewayDoor, Site } from './site.js';
import type { Bound, VirtualHost } from './virtual-host.js';

const HOST_STEP = 'host';

/** Whether a proxy has a place for the request's host, or might have one. */
export function knowsHost({ kind, steps }: Answer): boolean {
  return steps.some(({ at }) => at === HOST_STEP) || (steps.length === 0 && kind === 'unknown');
}

const ended = (outcome: Outcome, steps: readonly Step[], assumes: readonly string[] = []): Answer => ({
  ...outcome,
  steps,
  assumes,
});

const unknown = (because: string, steps: readonly Step[]): Answer => ended({ kind: 'unknown', because }, steps);

/** VirtualServices of one host in the order of their making; `undefined` when no file tells it. */
function inOrder(bound: readonly Bound[]): readonly Bound[] | undefined {
  const once = [...new Map(bound.map(one => [`${one.service.title} ${one.server.at}`, one])).values()];
  const services = new Set(once.map(({ service }) => service.title));
  if (services.size <= 1) return once;
  const times = new Map(once.map(({ service }) => [service.title, service.created]));
  const known = new Set([...times.values()].filter(time => time !== undefined));
  if (known.size < services.size) return undefined;
  return [...once].sort((a, b) => (a.service.created! < b.service.created! ? -1 : 1));
}

/** What happens at the rule that each of several VirtualServices would have taken the request with. */
function actAll(
  takings: readonly Taken[],
  seen: SeenRequest,
  site: Site,
  from: string | undefined,
  steps: readonly Step[],
): Answer {
  const acted = takings.map(taken => act(taken, seen, site.registry, from));
  const [first, ...others] = acted;
  if (others.some(other => !sameJson(first!.outcome as unknown as Json, other.outcome as unknown as Json))) {
    const names = takings.map(({ bound }) => bound.service.title).join(' and ');
    return unknown(`which of ${names} was made first: both have a rule for this request`, steps);
  }
  return ended(first!.outcome, steps, first!.assumes);
}

/** Asks the rules of a host: those with conditions first, then those that take everything. */
function routed(
  host: VirtualHost,
  seen: SeenRequest,
  site: Site,
  { proxy }: GatewayDoor,
  before: readonly Step[],
): Answer {
  const ordered = inOrder(host.bound);
  const steps = [...before];
  for (const last of [false, true]) {
    const takings: Taken[] = [];
    for (const bound of ordered ?? host.bound) {
      if (ordered && takings.length > 0) break;
      const found: Found = findIn(bound, seen, proxy, last);
      steps.push(...found.steps);
      if (found.unknown !== undefined) return unknown(found.unknown, steps);
      if (!found.taken) continue;
      if (bound.visible === undefined) {
        return unknown(`whether ${bound.service.title} is exported to the namespace of the gateway's Pods`, steps);
      }
      takings.push(found.taken);
    }
    if (takings.length > 0) return actAll(takings, seen, site, proxy.namespace, steps);
  }
  return ended({ kind: 'refused', status: 404, because: `no rule of "${host.domain}" takes it` }, steps);
}

/** What one proxy does with a request. */
export function answerOf(door: GatewayDoor, request: Request, site: Site): Answer {
  const accepted = accept(door.listeners, request);
  if (accepted.kind === 'unknown') return unknown(accepted.because, []);
  if (accepted.kind === 'closed') return ended({ kind: 'refused', status: 0, because: accepted.because }, []);
  const others = door.unmodelled;
  const steps: Step[] = accepted.servers.map(({ at, hosts, port }) => ({
    at,
    says: `port ${port}, ${hosts.join(', ')}`,
  }));
  const asksOthers = (): Answer => unknown(`what ${others.join(', ')} says to it`, steps);
  if (accepted.kind === 'passthrough') {
    if (others.length > 0) return asksOthers();
    return passedThrough(accepted.servers, accepted.name, request, site, door, steps);
  }
  const seen = seenRequest(request);
  if ('unknown' in seen) return unknown(seen.unknown, steps);
  if ('refused' in seen) return ended({ kind: 'refused', status: seen.status ?? 400, because: seen.refused }, steps);
  if (seen.path + seen.query !== request.path) steps.push({ at: 'path', says: `is read as ${seen.path}${seen.query}` });
  const host = door.hosts(accepted.servers).find(hostWithoutPort(request.host));
  if (host) steps.push({ at: HOST_STEP, says: `"${request.host}" is taken by "${host.domain}"` });
  if (others.length > 0) return asksOthers();
  if (!host) return ended({ kind: 'refused', status: 404, because: `no route has the host "${request.host}"` }, steps);
  if (host.redirectedBy && seen.scheme === 'http') {
    const location = `https://${seen.authority}${seen.path}${seen.query}`;
    steps.push({ at: host.redirectedBy.at, says: 'sends plain requests to HTTPS' });
    return ended({ kind: 'redirect', status: 301, location }, steps);
  }
  return routed(host, seen, site, door, steps);
}
