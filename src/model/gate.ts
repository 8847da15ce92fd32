import { type Milliseconds, milliseconds } from './duration.js';
import { type TimeGate, timeGateText } from './time-gate.js';
import { UserError } from './user-error.js';

/** What a metric gate measures of the new side. Latencies are in milliseconds, the others are ratios from 0 to 1. */
export type Metric = 'error-rate' | 'availability' | 'latency-p50' | 'latency-p95' | 'latency-p99';

/** A measured value held against a threshold, over enough requests to mean something. */
export interface MetricGate {
  readonly kind: 'metric';
  readonly metric: Metric;
  readonly compare: '<' | '<=' | '>' | '>=';
  /** A ratio for rates and for gates against the old side (0.01 is 1 %), milliseconds for latencies. */
  readonly threshold: number;
  /**
   * `none`: the value itself. `baseline`: a latency's change against the old side, 0.25 being 25 % more. `difference`: a
   * rate less that of the old side, 0.002 being 0.2 points more.
   */
  readonly relativeTo: 'none' | 'baseline' | 'difference';
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

/** How a check is made: an address that answers 2xx, or a program that ends with 0. */
export type Probe = { readonly get: string } | { readonly run: readonly [string, ...string[]] };

/** A named question that something outside answers, such as a smoke test of the new gateway. */
export interface CheckGate {
  readonly kind: 'check';
  readonly name: string;
  readonly probe?: Probe;
}

/** The Application that syncs the migration has rolled the phase out and is healthy. */
export interface SyncedGate {
  readonly kind: 'synced';
  /** The Application's name; absent: the one that Sluice writes for the tenant. */
  readonly application?: string;
}

/**
 * A question asked before a phase may be left, or while it lasts. Only data: answering it is another room's work.
 * A phase's `soak` is asked like one.
 */
export type Gate = MetricGate | ApprovalGate | CheckGate | SyncedGate | TimeGate;

export interface MetricOptions {
  /** Fewest requests for a verdict. @default 1000 */
  readonly samples?: number;
  /** The time over which is measured. @default '5m' */
  readonly window?: string;
}

const CONDITION = /^(<=|>=|<|>)\s*([+-]?\d+(?:\.\d+)?)\s*(%|ms|s)?$/;

/** `<= baseline + 0.2%`: what a rate may differ from the old side's, in percentage points. */
const DIFFERENCE = /^(<=|>=|<|>)\s*baseline\s*([+-])\s*(\d+(?:\.\d+)?)\s*%$/;

function rate(name: 'error-rate' | 'availability', condition: string, options: MetricOptions): MetricGate {
  const [, compare, sign, points] = DIFFERENCE.exec(condition.trim()) ?? [];
  if (points === undefined) return metric(name, condition, ['%'], options);
  const value = metric(name, `${compare}${points}%`, ['%'], options);
  return { ...value, threshold: sign === '-' ? -value.threshold : value.threshold, relativeTo: 'difference' };
}

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

/**
 * Failed requests (5xx or no answer) as a share of all: `errorRate('< 1%', { samples: 5_000 })`; or held against those of
 * the old side, in percentage points: `errorRate('<= baseline + 0.2%')`, which passes when chance cannot explain more.
 */
export function errorRate(condition: string, options: MetricOptions = {}): MetricGate {
  return rate('error-rate', condition, options);
}

/** Answered requests as a share of all: `availability('>= 99.9%')`. */
export function availability(condition: string, options: MetricOptions = {}): MetricGate {
  return rate('availability', condition, options);
}

/** A quantile of the answer time, `latency('p95', '<= 150ms')`, or its change against the old side, `'<= +15%'`. */
export function latency(quantile: 'p50' | 'p95' | 'p99', condition: string, options: MetricOptions = {}): MetricGate {
  return metric(`latency-${quantile}`, condition, ['ms', 's', '%'], options);
}

/** Somebody has to agree: `approval('platform-team')`. */
export function approval(by: string): ApprovalGate {
  return { kind: 'approval', by };
}

/** A check by name: `check('gateway-answers', { get: 'https://shop.example/healthz' })`. Without a probe, people look. */
export function check(name: string, probe?: Probe): CheckGate {
  return { kind: 'check', name, ...(probe && { probe }) };
}

/** Argo CD has synced the phase, and all that it rolled out is healthy. */
export function synced(application?: string): SyncedGate {
  return { kind: 'synced', ...(application !== undefined && { application }) };
}

const perCent = (ratio: number): number => Number((ratio * 100).toPrecision(12));

/** `error-rate < 1 %`, `latency-p95 <= +15 %`, `approval by platform-team`. */
export function gateText(gate: Gate): string {
  if (gate.kind === 'approval') return `approval by ${gate.by}`;
  if (gate.kind === 'check') return `check ${gate.name}`;
  if (gate.kind === 'synced') return `Argo CD has synced${gate.application ? ` ${gate.application}` : ''}`;
  if (gate.kind !== 'metric') return timeGateText(gate);
  return `${gate.metric} ${gate.compare} ${thresholdText(gate)}`;
}

/** `1 %`, `150 ms`, `+15 %`, `baseline + 0.2 %`. */
export function thresholdText({ metric: name, relativeTo, threshold }: MetricGate): string {
  if (relativeTo === 'baseline') return `${threshold < 0 ? '' : '+'}${perCent(threshold)} %`;
  if (relativeTo === 'difference') return `baseline ${threshold < 0 ? '-' : '+'} ${perCent(Math.abs(threshold))} %`;
  return name.startsWith('latency') ? `${threshold} ms` : `${perCent(threshold)} %`;
}
