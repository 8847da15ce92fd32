import type { Json } from '../../model/manifest.js';
import type { Step } from '../plane.js';
import type { GatewayProxy } from './gateway.js';
import { matchVerdict } from './request-match.js';
import type { SeenRequest } from './seen-request.js';
import { at, fields, items, text } from './shape.js';
import type { Bound } from './virtual-host.js';
import type { Rule } from './virtual-service.js';

/** The rule that takes a request, by one of its matches. */
export interface Taken {
  readonly bound: Bound;
  readonly rule: Rule;
  /** `undefined`: a rule without conditions. */
  readonly match: Json | undefined;
}

/** What a list of rules says to a request. */
export type Found = { readonly taken?: Taken; readonly unknown?: string; readonly steps: readonly Step[] };

interface Entry extends Taken {
  readonly at: string;
  readonly takesAll: boolean;
}

/** A match without conditions but on the path, and that is any. Istio moves it behind all others and ends its list there. */
function takesAll(match: Json | undefined): boolean {
  if (match === undefined) return true;
  const uri = at(match, 'uri');
  const anyPath = Object.keys(fields(uri)).length === 0 || at(uri, 'prefix') === '/' || at(uri, 'regex') === '.*';
  const conditions = ['headers', 'withoutHeaders', 'queryParams'].some(
    map => Object.keys(fields(at(match, map))).length,
  );
  return anyPath && !conditions && ['method', 'authority', 'scheme'].every(field => at(match, field) === undefined);
}

/** Conditions on ports and gateways are no part of an entry: one that does not hold there makes none. */
function isBuilt(match: Json | undefined, request: SeenRequest, bound: Bound, proxy: GatewayProxy): boolean {
  if (match === undefined) return true;
  const { port, gateways, sourceLabels, sourceNamespace } = fields(match);
  return matchVerdict({ port, gateways, sourceLabels, sourceNamespace }, request, bound.server, proxy).is !== 'no';
}

function entriesOf(bound: Bound, request: SeenRequest, proxy: GatewayProxy): readonly Entry[] {
  const entries: Entry[] = [];
  for (const rule of bound.service.http) {
    const matches: readonly (Json | undefined)[] = items(rule.spec['match']);
    for (const [i, match] of (matches.length > 0 ? matches : [undefined]).entries()) {
      if (!isBuilt(match, request, bound, proxy)) continue;
      const all = takesAll(match);
      const place = match === undefined ? rule.at : `${rule.at} match[${i}]`;
      const name = text(rule.spec['name']);
      entries.push({ bound, rule, match, takesAll: all, at: name === undefined ? place : `${place} (${name})` });
      if (all) return entries;
    }
  }
  return entries;
}

/** What one VirtualService says, in the order of its rules; only those that take all are asked last. */
export function findIn(bound: Bound, request: SeenRequest, proxy: GatewayProxy, last: boolean): Found {
  const steps: Step[] = [];
  for (const entry of entriesOf(bound, request, proxy)) {
    if (entry.takesAll !== last) continue;
    const verdict = entry.match === undefined ? undefined : matchVerdict(entry.match, request, bound.server, proxy);
    if (verdict?.is === 'no') steps.push({ at: entry.at, says: `no: ${verdict.because}` });
    else if (verdict?.is === 'unknown') return { unknown: `${entry.at}: ${verdict.because}`, steps };
    else return { taken: entry, steps: [...steps, { at: entry.at, says: 'takes it' }] };
  }
  return { steps };
}
