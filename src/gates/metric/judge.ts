import type { MetricGate } from '../../model/gate.js';
import type { GateVerdict } from '../../model/gate-verdict.js';
import { difference, type Interval, wilson } from '../../model/proportion.js';
import type { Measured } from './side.js';

type Judgement = Pick<GateVerdict, 'verdict' | 'value' | 'threshold' | 'baseline' | 'samples' | 'why'>;

const perCent = (ratio: number): string => `${Number((ratio * 100).toPrecision(3))} %`;
const ms = (time: number): string => `${Number(time.toPrecision(3))} ms`;

/** Holds what was measured on the new side against the gate, and where it compares, against the old side. */
export function judge(gate: MetricGate, to: Measured | undefined, from: Measured | undefined): Judgement {
  const { threshold } = gate;
  const sides: readonly (readonly [string, Measured | undefined])[] =
    gate.relativeTo === 'none'
      ? [['new', to]]
      : [
          ['new', to],
          ['old', from],
        ];
  for (const [name, side] of sides) {
    if (!side) return { verdict: 'unknown', threshold, why: `Nothing reports requests on the ${name} side.` };
    const requests = Math.round(side.samples);
    if (side.samples < gate.samples - 0.5) {
      const why = `The ${name} side had ${requests} requests; the gate asks for ${gate.samples}.`;
      return { verdict: 'unknown', threshold, samples: requests, why };
    }
  }
  const known = { threshold, samples: Math.round(to!.samples) };
  if (gate.metric.startsWith('latency')) return { ...known, ...latency(gate, to!, from) };
  return { ...known, ...(gate.relativeTo === 'none' ? rate(gate, to!) : against(gate, to!, from!)) };
}

/** The value decides; how sure it is, is said with it. */
function rate(gate: MetricGate, side: Measured): Judgement {
  const interval = wilson(side.failed, side.samples);
  const failed = side.failed / side.samples;
  const available = gate.metric === 'availability';
  const value = available ? 1 - failed : failed;
  const [low, high] = available ? [1 - interval.high, 1 - interval.low] : [interval.low, interval.high];
  const sure = `it lies between ${perCent(low)} and ${perCent(high)} with 95 % certainty`;
  return { verdict: holds(gate, value) ? 'pass' : 'fail', value, why: `It is ${perCent(value)}; ${sure}.` };
}

/** Chance makes two equal sides differ, so the whole interval of the difference has to be on one side of the threshold. */
function against(gate: MetricGate, to: Measured, from: Measured): Judgement {
  const [rateTo, rateFrom] = [to.failed / to.samples, from.failed / from.samples];
  const more = difference({ events: to.failed, samples: to.samples }, { events: from.failed, samples: from.samples });
  const available = gate.metric === 'availability';
  const value = available ? rateFrom - rateTo : rateTo - rateFrom;
  const interval = available ? { low: -more.high, high: -more.low } : more;
  const [is, was] = available ? [1 - rateTo, 1 - rateFrom] : [rateTo, rateFrom];
  const verdict = whole(gate, interval);
  const points = `the difference lies between ${signed(interval.low)} and ${signed(interval.high)} with 95 % certainty`;
  const narrow = verdict === 'unknown' ? ', which more requests would narrow' : '';
  return { verdict, value, baseline: was, why: `It is ${perCent(is)} against ${perCent(was)}; ${points}${narrow}.` };
}

/** The quantile of many tenants together lies between the quickest tenant's and the slowest one's. */
function latency(gate: MetricGate, to: Measured, from: Measured | undefined): Judgement {
  const range = ({ fastest, slowest }: Measured) =>
    fastest === slowest ? ms(slowest) : `${ms(fastest)} to ${ms(slowest)}, tenant by tenant`;
  if (gate.relativeTo === 'none') {
    return {
      verdict: whole(gate, { low: to.fastest, high: to.slowest }),
      value: to.slowest,
      why: `It is ${range(to)}.`,
    };
  }
  const baseline = from!.fastest;
  if (baseline <= 0) return { verdict: 'unknown', baseline, why: 'The old side answers in no time, it says.' };
  const interval = { low: to.fastest / from!.slowest - 1, high: to.slowest / baseline - 1 };
  return {
    verdict: whole(gate, interval),
    value: interval.high,
    baseline,
    why: `It is ${range(to)} against ${range(from!)}, ${signed(interval.high)}.`,
  };
}

function whole(gate: MetricGate, { low, high }: Interval): GateVerdict['verdict'] {
  const [atLow, atHigh] = [holds(gate, low), holds(gate, high)];
  if (atLow !== atHigh) return 'unknown';
  return atLow ? 'pass' : 'fail';
}

function holds({ compare, threshold }: MetricGate, value: number): boolean {
  if (compare === '<') return value < threshold;
  if (compare === '<=') return value <= threshold;
  return compare === '>' ? value > threshold : value >= threshold;
}

function signed(ratio: number): string {
  return `${ratio < 0 ? '' : '+'}${perCent(ratio)}`;
}
