import { type Feature, type Need, needsOf } from '../../model/feature.js';
import type { Finding } from '../../model/finding.js';
import { groupBy } from '../../model/group-by.js';
import type { Phase } from '../../model/phase.js';
import type { Pin } from '../../model/pin.js';
import type { Plan } from '../../model/plan.js';
import { type RouteSet, wholeHosts } from '../../model/route-set.js';
import type { Limit, Router } from '../../routers/router.js';

const RULE = 'router-can-do-it';

/** What a migration is asked to do, by which mechanisms. */
export interface Enactment {
  readonly set: RouteSet;
  /** The mechanisms that enact it. */
  readonly by: readonly Router[];
  /** Every mechanism there is, so that the way out can name those that can. */
  readonly known: readonly Router[];
  /** The plan; `undefined` for routes that are in no migration. */
  readonly plan?: Plan;
}

/** Something that is asked of a mechanism that cannot do it. */
interface Lack {
  readonly router: Router;
  readonly feature: Feature;
  readonly limit: Limit;
  readonly by: string;
  /** The first phase that asks; `undefined`: all do. */
  readonly phase?: Phase;
}

function limitOf(router: Router, feature: Feature): Limit | undefined {
  const granted = router.can.features[feature];
  return granted === true ? undefined : granted;
}

/** `a`, `a or b`, `a, b or c`. */
function either(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function wayOut(drop: string, able: readonly Router[]): string {
  const names = able.map(router => router.name);
  return names.length === 0 ? `${drop}; no mechanism can do it.` : `${drop}, or route with ${either(names)}.`;
}

function title(set: RouteSet, phase?: Phase): string {
  const where = `${set.tenant.name}/${set.name}`;
  return phase ? `${where}, phase "${phase.name}"` : where;
}

/** A mechanism that sees no requests is asked for nothing that routes do with them. */
function needsFrom({ can }: Router, set: RouteSet): readonly Need[] {
  return needsOf(can.of === 'lookups' ? wholeHosts(set) : set);
}

function lacksOf(routers: readonly Router[], set: RouteSet, phase?: Phase): readonly Lack[] {
  return routers.flatMap(router =>
    needsFrom(router, set).flatMap(({ feature, by }) => {
      const limit = limitOf(router, feature);
      return limit ? [{ router, feature, limit, by, ...(phase && { phase }) }] : [];
    }),
  );
}

/** Who is pinned may change from phase to phase, and with it what is asked; what all phases ask stands first. */
function lacksOver({ set, by, plan }: Enactment): readonly Lack[] {
  const withPins = (pins: readonly Pin[]): RouteSet => ({ ...set, pins });
  const perPhase = (plan?.phases ?? []).filter(phase => phase.pins !== undefined);
  return [...lacksOf(by, set), ...perPhase.flatMap(phase => lacksOf(by, withPins(phase.pins ?? []), phase))];
}

function featureFinding({ router, feature, limit, phase }: Lack, who: string, { set, known }: Enactment): Finding {
  const able = known.filter(other => !limitOf(other, feature));
  return {
    rule: RULE,
    level: 'error',
    message: `${title(set, phase)}: ${who} needs ${feature}; ${router.name} cannot ${limit.because} (${limit.source}).`,
    fix: wayOut(`Drop ${feature}`, able),
    where: { migration: title(set), ...(phase && { phase: phase.name }) },
  };
}

function* sideFindings({ set, by, known }: Enactment): Iterable<Finding> {
  const count = set.sides.length;
  for (const router of by) {
    const most = router.can.sides;
    if (count <= most) continue;
    yield {
      rule: RULE,
      level: 'error',
      message: `${title(set)}: the split has ${count} sides; ${router.name} cannot share among more than ${most}.`,
      fix: wayOut(
        `Leave ${most} sides`,
        known.filter(other => other.can.sides >= count),
      ),
      where: { migration: title(set) },
    };
  }
}

/** Says what a migration asks of its mechanisms that they cannot do, over the whole plan, before anything is rendered. */
export function routerCanDoIt(of: Enactment): readonly Finding[] {
  const lacks = groupBy(lacksOver(of), ({ router, feature }) => `${router.name} ${feature}`);
  const features = [...lacks.values()].map(same => {
    const who = [...new Set(same.map(({ by }) => by))];
    return featureFinding(same[0]!, who.join(', '), of);
  });
  return [...features, ...sideFindings(of)];
}
