import type { Route } from '../../src/model/route.js';
import { percentText } from '../../src/model/share.js';
import type { Split } from '../../src/model/split.js';
import type { IstioRig } from '../istio/with-istio.js';
import type { Outcome } from '../load/outcome.js';
import { isDropped } from '../load/outcome.js';
import type { Protocol, Request } from '../load/request.js';
import { faultsOf, type Window, windowOf } from '../verdict/window.js';
import { heldBy, plannedFor, shareAlike } from './planned.js';
import { sampleRequest } from './sample-request.js';
import type { Step } from './step.js';

export interface Walk {
  /** Names the walk in tables and messages. */
  readonly name: string;
  /** The phases to go through, in this order. */
  readonly steps: readonly Step[];
  /** Requests in each stable window of a route. */
  readonly requests: number;
  /** Requests a second in a stable window. */
  readonly rate: number;
}

/** What a walk met: its stable windows, and everything that was not as planned, a line each. */
export interface Walked {
  readonly windows: readonly Window[];
  readonly faults: readonly string[];
}

/**
 * Goes through the phases one by one. On each route requests go all the time, also while a phase begins: none may be
 * dropped. When a phase is in force, Envoy must hold its very weights, and the shares of a window must agree.
 */
export async function walk(rig: IstioRig, of: Walk): Promise<Walked> {
  const windows: Window[] = [];
  const faults: string[] = [];
  const always = routesOf(of.steps[0]!).map(route => ({ route, drive: rig.drive(sampleRequest(route), { rate: 50 }) }));
  for (const step of of.steps) {
    const tookEffect = (await rig.apply(step.objects)) / 1000;
    faults.push(...(await heldFaults(rig, of, step)), ...(await refusals(rig, of, step)));
    for (const route of routesOf(step)) {
      const request = sampleRequest(route);
      const protocol = request.protocol ?? 'http1';
      const title = { walk: `${of.name}/${route.name}`, phase: step.phase, protocol, tookEffect };
      const planned = plannedFor(route, step.set, step.split);
      const { window, wrong } = await stableWindow(rig, of, title, request, planned);
      windows.push(window);
      faults.push(...wrong);
    }
  }
  for (const { route, drive } of always) {
    const outcomes = await drive.stop();
    const protocol: Protocol = sampleRequest(route).protocol ?? 'http1';
    windows.push(windowOfAll(`${of.name}/${route.name}`, protocol, outcomes));
    faults.push(...dropsOf(`${of.name}/${route.name}, between phases, ${protocol}`, outcomes));
  }
  return { windows, faults };
}

/** A route that redirects ends at nobody whose share could be measured. */
function routesOf({ set }: Step): readonly Route[] {
  return set.routes.filter(route => !route.redirect);
}

/** By chance one window in a thousand is off; one that is off is measured again, four times as long. */
async function stableWindow(
  rig: IstioRig,
  { requests, rate }: Walk,
  title: Pick<Window, 'walk' | 'phase' | 'protocol' | 'tookEffect'>,
  request: Request,
  planned: Split,
): Promise<{ readonly window: Window; readonly wrong: readonly string[] }> {
  const first = windowOf(title, await rig.load(request, { rate, requests }), planned);
  const wrong = faultsOf(first);
  if (wrong.length === 0 || first.dropped > 0) return { window: first, wrong };
  const again = windowOf(title, await rig.load(request, { rate, requests: requests * 4 }), planned);
  return { window: again, wrong: faultsOf(again) };
}

/** What all went through, over every phase: it has no planned share, only drops. */
function windowOfAll(walk: string, protocol: Protocol, outcomes: readonly Outcome[]): Window {
  return {
    walk,
    phase: '(all, while phases change)',
    protocol,
    sent: outcomes.length,
    dropped: outcomes.filter(isDropped).length,
    shares: [],
  };
}

function dropsOf(where: string, outcomes: readonly Outcome[]): readonly string[] {
  const dropped = outcomes.filter(isDropped);
  if (dropped.length === 0) return [];
  const { sent, status, error } = dropped[0]!;
  const first = `the first at ${new Date(sent).toISOString()} with ${error ?? `status ${status}`}`;
  return [`${where}: ${dropped.length} of ${outcomes.length} requests were dropped, ${first}.`];
}

async function heldFaults(rig: IstioRig, { name }: Walk, step: Step): Promise<readonly string[]> {
  const held = await rig.envoy.routes();
  const text = (shares: Split): string =>
    shares.map(({ backend, parts }) => `${backend} ${percentText(parts)}`).join(', ');
  return routesOf(step).flatMap(route => {
    const planned = plannedFor(route, step.set, step.split);
    const found = held.filter(({ name, domains }) => name === route.name && domains.includes(route.host));
    const where = `${name}/${route.name}, phase "${step.phase}"`;
    if (found.length === 0) return [`${where}: Envoy has no route of this name for ${route.host}.`];
    const off = found.filter(route => !shareAlike(heldBy(route), planned));
    return off.map(route => `${where}: Envoy holds ${text(heldBy(route))}; planned is ${text(planned)}.`);
  });
}

async function refusals(rig: IstioRig, { name }: Walk, { phase }: Step): Promise<readonly string[]> {
  const counts = Object.entries(await rig.envoy.rejected()).filter(([, count]) => count > 0);
  return counts.map(
    ([kind, count]) => `${name}, phase "${phase}": Envoy refused what istiod sent (${kind}: ${count}).`,
  );
}
