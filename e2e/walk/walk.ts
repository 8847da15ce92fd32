import type { Route } from '../../src/model/route.js';
import { percentText } from '../../src/model/share.js';
import type { Split } from '../../src/model/split.js';
import type { IstioRig } from '../istio/with-istio.js';
import type { Drive, Pace } from '../load/drive.js';
import type { Outcome } from '../load/outcome.js';
import { isDropped } from '../load/outcome.js';
import type { Protocol, Request } from '../load/request.js';
import type { EnvoyAdmin } from '../servers/envoy-admin.js';
import { countsOf, faultsOf, type Window, windowOf } from '../verdict/window.js';
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

/** What a walk goes along: real servers, however a phase comes to them. */
export interface Road {
  /** Brings a phase about. Ends when Envoy has it. @returns how many milliseconds that took */
  enter(step: Step): Promise<number>;
  /** Sends requests at an even pace, until it is stopped or all are sent. */
  drive(request: Request, pace: Pace): Drive;
  readonly envoy: EnvoyAdmin;
}

/** The small size as a road: a phase is a file that istiod reads. */
export function smallRoad(rig: IstioRig): Road {
  return {
    enter: step => rig.apply(step.objects),
    drive: (request, pace) => rig.drive(request, pace),
    envoy: rig.envoy,
  };
}

/**
 * Goes through the phases one by one. On each route requests go all the time, also while a phase begins: none may be
 * dropped. When a phase is in force, Envoy must hold its very weights, and the shares of a window must agree.
 */
export async function walk(road: Road, of: Walk): Promise<Walked> {
  const windows: Window[] = [];
  const faults: string[] = [];
  const always = routesOf(of.steps[0]!).map(route => ({
    route,
    drive: road.drive(sampleRequest(route), { rate: 20 }),
  }));
  for (const step of of.steps) {
    const tookEffect = (await road.enter(step)) / 1000;
    faults.push(...(await heldFaults(road, of, step)), ...(await refusals(road, of, step)));
    for (const route of routesOf(step)) {
      const request = sampleRequest(route);
      const protocol = request.protocol ?? 'http1';
      const title = { walk: `${of.name}/${route.name}`, phase: step.phase, protocol, tookEffect };
      const planned = plannedFor(route, step.set, step.split);
      const { window, wrong } = await stableWindow(road, of, title, request, planned);
      windows.push(window);
      faults.push(...wrong);
    }
  }
  for (const { route, drive } of always) {
    const outcomes = await drive.stop();
    const protocol: Protocol = sampleRequest(route).protocol ?? 'http1';
    const all = windowOfAll(`${of.name}/${route.name}`, protocol, outcomes);
    windows.push(all);
    faults.push(...faultsOf(all), ...firstDrop(outcomes));
  }
  return { windows, faults };
}

/** A route that redirects ends at nobody whose share could be measured. */
function routesOf({ set }: Step): readonly Route[] {
  return set.routes.filter(route => !route.redirect);
}

/** By chance one window in a thousand is off; one that is off is measured again, four times as long. */
async function stableWindow(
  road: Road,
  { requests, rate }: Walk,
  title: Pick<Window, 'walk' | 'phase' | 'protocol' | 'tookEffect'>,
  request: Request,
  planned: Split,
): Promise<{ readonly window: Window; readonly wrong: readonly string[] }> {
  const first = windowOf(title, await road.drive(request, { rate, requests }).done, planned);
  const wrong = faultsOf(first);
  if (wrong.length === 0 || first.dropped > 0) return { window: first, wrong };
  const again = windowOf(title, await road.drive(request, { rate, requests: requests * 4 }).done, planned);
  return { window: again, wrong: faultsOf(again) };
}

/** What all went through, over every phase: it has no planned share, only drops. */
function windowOfAll(walk: string, protocol: Protocol, outcomes: readonly Outcome[]): Window {
  return {
    walk,
    phase: '(all, while phases change)',
    protocol,
    ...countsOf(outcomes),
    shares: [],
  };
}

/** When and how it began, for whoever looks into the logs. */
function firstDrop(outcomes: readonly Outcome[]): readonly string[] {
  const first = outcomes.find(isDropped);
  if (!first) return [];
  const { sent, status, error } = first;
  return [`The first was sent at ${new Date(sent).toISOString()}: ${error ?? `status ${status}`}.`];
}

async function heldFaults(road: Road, { name }: Walk, step: Step): Promise<readonly string[]> {
  const held = await road.envoy.routes();
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

async function refusals(road: Road, { name }: Walk, { phase }: Step): Promise<readonly string[]> {
  const counts = Object.entries(await road.envoy.rejected()).filter(([, count]) => count > 0);
  return counts.map(
    ([kind, count]) => `${name}, phase "${phase}": Envoy refused what istiod sent (${kind}: ${count}).`,
  );
}
