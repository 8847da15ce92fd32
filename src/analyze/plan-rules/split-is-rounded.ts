import type { Finding } from '../../model/finding.js';
import type { Plan } from '../../model/plan.js';
import type { RouteSet } from '../../model/route-set.js';
import { percentText } from '../../model/share.js';
import { handOver, partsOf, roundSplit } from '../../model/split.js';
import type { Router } from '../../routers/router.js';

/** Says where a phase's share is finer than the steps of a mechanism that enacts it. */
export function splitIsRounded(set: RouteSet, routers: readonly Router[], plan: Plan): readonly Finding[] {
  const [from, to] = [set.sides[0]!.id, set.sides[set.sides.length - 1]!.id];
  if (from === to) return [];
  const where = `${set.tenant.name}/${set.name}`;
  return plan.phases.flatMap(phase =>
    routers.flatMap((router): readonly Finding[] => {
      const { step } = router.can;
      const given = partsOf(roundSplit(handOver(from, to, phase.share), step), to);
      if (given === phase.share) return [];
      return [
        {
          rule: 'split-is-rounded',
          level: 'warning',
          message: `${where}, phase "${phase.name}": ${router.name} moves ${percentText(given)} in place of ${percentText(phase.share)}; its steps are ${percentText(step)}.`,
          fix: `Write a share that is a multiple of ${percentText(step)}.`,
          where: { migration: where, phase: phase.name },
        },
      ];
    }),
  );
}
