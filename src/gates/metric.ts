import { humanDuration, secondsDuration } from '../model/duration.js';
import type { MetricGate } from '../model/gate.js';
import type { GateVerdict } from '../model/gate-verdict.js';
import type { GateKind, Situation } from './gate-kind.js';
import { NoAnswer } from './http.js';
import { prometheusAt } from './metric/ask.js';
import { judge } from './metric/judge.js';
import { type Asked, measure } from './metric/side.js';

/** Links that are longer than this, browsers and proxies cut. */
const LONGEST_LINK = 2_000;

/** Prometheus is asked by the queries of the migration's own mechanism. */
export const metric: GateKind<MetricGate> = {
  kind: 'metric',
  async ask(gate, situation) {
    const { world, migrations, prometheus: server, since } = situation;
    const at = world.now();
    const unknown = (why: string): GateVerdict => ({ verdict: 'unknown', at, threshold: gate.threshold, why });
    if (!server) return unknown('No Prometheus is named: set PROMETHEUS_URL, or --prometheus.');
    const asked = askedOf(situation);
    if (asked.length < migrations.length) {
      return unknown(`"${migrations[0]!.by.name}" counts no requests, so nothing can be asked.`);
    }
    if (since && at - since.time < gate.window) {
      const lasted = humanDuration(Math.max(0, Math.floor((at - since.time) / 1_000) * 1_000));
      return unknown(`The phase has lasted ${lasted}, less than the window of ${humanDuration(gate.window)}.`);
    }
    const queries: string[] = [];
    const note = (query: string): void => {
      if (!queries.includes(query)) queries.push(query);
    };
    const source = prometheusAt(world, server, at);
    const known = { at, window: secondsDuration(gate.window), queries };
    try {
      const to = await measure(source, asked, 'to', gate, note);
      const from = gate.relativeTo === 'none' ? undefined : await measure(source, asked, 'from', gate, note);
      return { ...known, ...judge(gate, to, from), ...linkTo(server.url, queries) };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return { ...known, ...unknown(`${error.message}.`) };
    }
  },
};

function askedOf({ migrations }: Situation): readonly Asked[] {
  return migrations.flatMap(migration => (migration.by.queries ? { migration, queries: migration.by.queries } : []));
}

/** Prometheus' own page of graphs, with the same questions. */
function linkTo(url: string, queries: readonly string[]): Pick<GateVerdict, 'link'> {
  const parts = queries.map((query, index) => `g${index}.expr=${encodeURIComponent(query)}`);
  const link = `${url}/graph?${parts.join('&')}`;
  return link.length > LONGEST_LINK ? {} : { link };
}
