import { secondsDuration } from '../../model/duration.js';
import type { Metric, MetricGate } from '../../model/gate.js';
import { type Migration, stateAt } from '../../routers/migration.js';
import type { TrafficQueries } from '../../routers/router.js';
import { NoAnswer } from '../http.js';
import type { Prometheus } from './ask.js';

/** What was measured on one side. A latency of several tenants lies between that of the quickest and of the slowest. */
export interface Measured {
  readonly samples: number;
  /** How many requests failed; for latencies, none are counted. */
  readonly failed: number;
  readonly fastest: number;
  readonly slowest: number;
}

/** A migration whose mechanism keeps metrics. */
export interface Asked {
  readonly migration: Migration;
  readonly queries: TrafficQueries;
}

const QUANTILES: Readonly<Partial<Record<Metric, number>>> = {
  'latency-p50': 0.5,
  'latency-p95': 0.95,
  'latency-p99': 0.99,
};

/** How far a rate looks back when it is asked whether there is one: two scrapes a minute apart, and some delay. */
const RECENT = 180_000;

/** Questions of more tenants than these are asked in parts. */
const TOGETHER = 100;

/**
 * Measures one side over the gate's window, and notes what it asks.
 * @returns `undefined` when nothing reports of the side
 * @throws NoAnswer when what is reported has gaps, or has stopped
 */
export async function measure(
  prometheus: Prometheus,
  asked: readonly Asked[],
  side: 'from' | 'to',
  { metric, window }: MetricGate,
  note: (query: string) => void,
): Promise<Measured | undefined> {
  const over = secondsDuration(window);
  const of = (ask: (queries: TrafficQueries, set: ReturnType<typeof stateAt>['set'], id: string) => string) =>
    asked.map(({ migration, queries }) => ask(queries, stateAt(migration).set, migration[side].id));
  const total = async (questions: readonly string[]) => {
    let sum: number | undefined;
    for (const query of inParts(questions)) {
      note(query);
      const value = await prometheus.value(query);
      if (value !== undefined) sum = (sum ?? 0) + value;
    }
    return sum;
  };

  const rate = await total(of((queries, set, id) => queries.requests(set, id, over)));
  if (rate === undefined) return undefined;
  for (const query of inParts(of((queries, set, id) => queries.requests(set, id, secondsDuration(RECENT))))) {
    gapless(await prometheus.known(query, window, 5));
  }
  const samples = (rate * window) / 1_000;
  const quantile = QUANTILES[metric];
  if (quantile === undefined) {
    // The requests are reported, by the same servers: where no failure is, there was none.
    const errors = (await total(of((queries, set, id) => queries.errors(set, id, over)))) ?? 0;
    return { samples, failed: (errors * window) / 1_000, fastest: 0, slowest: 0 };
  }
  const latencies: number[] = [];
  if (samples > 0) {
    for (const query of of((queries, set, id) => queries.latency(set, id, quantile, over))) {
      note(query);
      // A tenant without requests has no latency, and none to add.
      const value = await prometheus.value(asked.length === 1 ? query : `${query} >= 0`);
      if (value !== undefined) latencies.push(value);
    }
  }
  if (latencies.length === 0 && samples > 0)
    throw new NoAnswer('Requests are counted, but nothing says how long they took');
  return { samples, failed: 0, fastest: Math.min(...latencies), slowest: Math.max(...latencies) };
}

/** The sum of questions that have one number or none, as one question. */
function inParts(questions: readonly string[]): readonly string[] {
  if (questions.length === 1) return questions;
  const parts: string[] = [];
  for (let first = 0; first < questions.length; first += TOGETHER) {
    const part = questions.slice(first, first + TOGETHER);
    // Numbers without labels hide each other in an `or`, so each is given one.
    const told = part.map((query, index) => `label_replace(${query}, "of", "${index}", "", "")`);
    parts.push(`sum(${told.join(' or ')})`);
  }
  return parts;
}

/** A series may begin within the window; it may neither pause nor end. */
function gapless(known: readonly boolean[]): void {
  if (known.at(-1) !== true) throw new NoAnswer('The metrics have stopped: nothing has come for the last minutes');
  if (known.includes(false, known.indexOf(true))) throw new NoAnswer('The metrics have a gap within the window');
}
