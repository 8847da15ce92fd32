import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RouteSet } from '../../src/model/route-set.js';
import type { Split } from '../../src/model/split.js';
import { UserError } from '../../src/model/user-error.js';
import { istio as plane } from '../../src/planes/istio.js';
import type { Answer, Plane } from '../../src/planes/plane.js';
import { istio as router } from '../../src/routers/istio.js';
import { splitSets } from '../routers/arbitraries.js';

const mechanism = router();

/** What the mechanism writes, read by the plane; `undefined` where it refuses the set in words. */
function planeOf(set: RouteSet, split: Split): Plane | undefined {
  try {
    const gateways = set.gateways.flatMap(gateway => mechanism.gateway!(gateway, set.tenant, set.cluster));
    return plane().load([...gateways, ...mechanism.render(set, split)]);
  } catch (error) {
    if (UserError.is(error)) return undefined;
    throw error;
  }
}

/** The ends of one answer as a split over the sides, in the sides' order. */
function partsOf(answer: Answer): readonly number[] {
  return answer.kind === 'backends' ? answer.ends.map(({ parts }) => parts) : [];
}

/** What is wrong with an answer, if anything is. */
function faultOf(answer: Answer, wanted: string): string | undefined {
  if (answer.kind === 'unknown') return `unknown: ${answer.because}`;
  if (answer.kind !== 'backends') return undefined;
  const parts = JSON.stringify(partsOf(answer));
  const right = isPinned(answer) ? '[10000]' : wanted;
  return parts === right ? undefined : `${answer.steps.at(-1)!.at}: ${parts} and not ${right}`;
}

const isPinned = ({ steps }: Answer): boolean => /-pin-\d/.test(steps.at(-1)?.at ?? '');

test('what the Istio router writes is understood: the shares of every request are the split, and pins go to one side', () => {
  const seen = { shared: 0, pinned: 0, redirected: 0 };
  fc.assert(
    fc.property(splitSets(mechanism.can), ({ set, split }) => {
      const read = planeOf(set, split);
      if (!read) return;
      const wanted = JSON.stringify(split.map(({ parts }) => parts));
      for (const request of read.edges()) {
        const answer = read.answer(request);
        const fault = faultOf(answer, wanted);
        if (fault !== undefined) throw new Error(fault);
        if (answer.kind === 'redirect') seen.redirected++;
        if (answer.kind === 'backends') seen[isPinned(answer) ? 'pinned' : 'shared']++;
      }
    }),
    { numRuns: 60 },
  );

  expect(Math.min(seen.shared, seen.pinned, seen.redirected)).toBeGreaterThan(100);
});
