import { type Milliseconds, milliseconds } from './duration.js';
import { UserError } from './user-error.js';

/** What a metric gate measures of the new side. Latencies are in milliseconds, the others are ratios from 0 to 1. */
export type Metric = 'error-rate' | 'availability' | 'latency-p50' | 'latency-p95' | 'latency-p99';

/** A measured value held against a threshold, over enough requests to mean something. */
export interface MetricGate {
  readonly kind: 'metric';
  readonly metric: Metric;
  readonly compare: '<' | '<=' | '>' | '>=';
  /** A ratio for rates and for `relative` gates (0.01 is 1 %), milliseconds for latencies. */
  readonly threshold: number;
  /** `baseline`: the threshold is a change against the old side, 0.25 being 25 % more. `none`: the value itself. */
  readonly relativeTo: 'none' | 'baseline';
  /** Fewest requests over the window for a verdict other than `unknown`. */
  readonly samples: number;
  /** The time over which is measured. */
  readonly window: Milliseconds;
}

/** A person, or a group of them, has to say yes. */
export interface ApprovalGate {
  readonly kind: 'approval';
  /** Who may say yes: a team or a login of the forge. */
  readonly by: string;
}

/** A named question that something outside answers, such as a smoke test of the new gateway. */
export interface CheckGate {
  readonly kind: 'check';
  readonly name: string;
}

/** A question asked before a phase may be left, or while it lasts. Only data: answering it is another room's work. */
export type Gate = MetricGate | ApprovalGate | CheckGate;

export interface MetricOptions {
  /** Fewest requests for a verdict. @default 1000 */
  readonly samples?: number;
  /** The time over which is measured. @default '5m' */
  readonly window?: string;
}

const CONDITION = /^(<=|>=|<|>)\s*([+-]?\d+(?:\.\d+)?)\s*(%|ms|s)?$/;

function metric(name: Metric, condition: string, units: readonly string[], options: MetricOptions): MetricGate {
  const match = CONDITION.exec(condition.trim());
  const [, compare, number, unit] = match ?? [];
  if (match === null || unit === undefined || !units.includes(unit)) {
    throw new UserError(
      `${JSON.stringify(condition)} is no condition on ${name}.`,
      `Write a comparison, a number and a unit (${units.join(', ')}): "< 1${units[0]}".`,
    );
  }
  const value = Number(number);
  const signed = number!.startsWith('+') || number!.startsWith('-');
  const relative = unit === '%' && name.startsWith('latency');
  if (signed && !relative) throw new UserError(`"${condition}" has a sign.`, 'Only a change of a latency has one.');
  const samples = options.samples ?? 1_000;
  if (!Number.isInteger(samples) || samples < 1) {
    throw new UserError(`A verdict on ${samples} samples says nothing.`, 'Write a whole number from 1.');
  }
  return {
    kind: 'metric',
    metric: name,
    compare: compare as MetricGate['compare'],
    threshold:
      unit === '%'
        ? Number((value / 100).toPrecision(12))
        : unit === 's'
          ? Number((value * 1_000).toPrecision(12))
          : value,
    relativeTo: relative ? 'baseline' : 'none',
    samples,
    window: milliseconds(options.window ?? '5m'),
  };
}

/** Failed requests (5xx or no answer) as a share of all: `errorRate('< 1%', { samples: 5_000 })`. */
export function errorRate(condition: string, options: MetricOptions = {}): MetricGate {
  return metric('error-rate', condition, ['%'], options);
}

/** Answered requests as a share of all: `availability('>= 99.9%')`. */
export function availability(condition: string, options: MetricOptions = {}): MetricGate {
  return metric('availability', condition, ['%'], options);
}

/** A quantile of the answer time, `latency('p95', '<= 150ms')`, or its change against the old side, `'<= +15%'`. */
export function latency(quantile: 'p50' | 'p95' | 'p99', condition: string, options: MetricOptions = {}): MetricGate {
  return metric(`latency-${quantile}`, condition, ['ms', 's', '%'], options);
}

/** Somebody has to agree: `approval('platform-team')`. */
export function approval(by: string): ApprovalGate {
  return { kind: 'approval', by };
}

/** A check by name: `check('gateway-answers')`. */
export function check(name: string): CheckGate {
  return { kind: 'check', name };
}

/** `error-rate < 1 %`, `latency-p95 <= +15 %`, `approval by platform-team`. */
export function gateText(gate: Gate): string {
  if (gate.kind === 'approval') return `approval by ${gate.by}`;
  if (gate.kind === 'check') return `check ${gate.name}`;
  const { metric: name, compare, threshold } = gate;
  if (gate.relativeTo === 'baseline') {
    return `${name} ${compare} ${threshold < 0 ? '' : '+'}${Number((threshold * 100).toPrecision(12))} %`;
  }
  if (name.startsWith('latency')) return `${name} ${compare} ${threshold} ms`;
  return `${name} ${compare} ${Number((threshold * 100).toPrecision(12))} %`;
}
