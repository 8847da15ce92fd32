import { humanDuration } from '../model/duration.js';
import { type Gate, gateText, thresholdText } from '../model/gate.js';
import type { GateVerdict } from '../model/gate-verdict.js';
import { cell } from './markdown.js';

/** A gate and what it answered. */
export interface GateAnswer {
  readonly gate: Gate;
  readonly verdict: GateVerdict;
}

/** Where a migration's phase stands, by its gates. */
export interface GateReport {
  readonly migration: string;
  readonly phase: string;
  /** The phase that they lead to. */
  readonly next: string;
  readonly verdict: GateVerdict['verdict'];
  readonly answers: readonly GateAnswer[];
}

const MARKS = { pass: '✔', fail: '✖', unknown: '?' } as const;

/** The worst of them: one that fails, else one that is not known. */
export function worstOf(answers: readonly GateAnswer[]): GateVerdict['verdict'] {
  const verdicts = answers.map(({ verdict }) => verdict.verdict);
  return verdicts.includes('fail') ? 'fail' : verdicts.includes('unknown') ? 'unknown' : 'pass';
}

/** What was measured, with its unit; empty where nothing is. */
export function valueText({ gate, verdict: { value } }: GateAnswer): string {
  if (value === undefined) return '';
  if (gate.kind === 'soak') return humanDuration(Math.max(0, Math.floor(value / 60_000) * 60_000));
  const latency = gate.kind === 'metric' && gate.metric.startsWith('latency') && gate.relativeTo === 'none';
  if (latency) return `${Number(value.toPrecision(4))} ms`;
  const changes = gate.kind === 'metric' && gate.relativeTo !== 'none';
  return `${changes && value >= 0 ? '+' : ''}${Number((value * 100).toPrecision(4))} %`;
}

function limitText(gate: Gate): string {
  if (gate.kind === 'soak') return humanDuration(gate.lasts);
  return gate.kind === 'metric' ? `${gate.compare} ${thresholdText(gate)}` : '';
}

function question(gate: Gate): string {
  if (gate.kind === 'soak') return 'soak';
  return gate.kind === 'metric' ? gate.metric : gateText(gate);
}

function rows({ answers }: GateReport): readonly (readonly string[])[] {
  return answers.map(answer => {
    const { gate, verdict } = answer;
    const samples = verdict.samples === undefined ? '' : String(verdict.samples);
    return [question(gate), valueText(answer), limitText(gate), samples, verdict.verdict, verdict.why];
  });
}

const HEAD = ['GATE', 'VALUE', 'LIMIT', 'REQUESTS', 'VERDICT', 'WHY'];

const SUMS = {
  pass: 'All gates are open',
  fail: 'A gate is closed',
  unknown: 'A gate is not known, and so not open',
} as const;

/** A table for people. */
export function gateTable(report: GateReport): string {
  const { migration, phase, next, verdict } = report;
  const all = [HEAD, ...rows(report)];
  const widths = HEAD.map((_, column) => Math.max(...all.map(row => row[column]!.length)));
  const lines = all.map(row =>
    row.map((text, column) => (column === row.length - 1 ? text : text.padEnd(widths[column]!))).join('  '),
  );
  const table = report.answers.length > 0 ? `${lines.join('\n')}\n` : '';
  return `${migration}: from ${phase} to ${next}\n${table}${MARKS[verdict]} ${SUMS[verdict]}.\n`;
}

/** The same for pull requests and wikis. */
export function gateMarkdown(report: GateReport): string {
  const lines = rows(report).map(row => `| ${row.map(cell).join(' | ')} |\n`);
  const title = `**\`${report.migration}\`, from \`${report.phase}\` to \`${report.next}\`:** ${SUMS[report.verdict]}.\n`;
  return `${title}\n| gate | value | limit | requests | verdict | why |\n|---|---|---|---|---|---|\n${lines.join('')}`;
}

/** The same for programs: times in ISO 8601, durations and latencies in milliseconds, rates as ratios. */
export function gateJson({ answers, ...report }: GateReport): object {
  const iso = (time: number): string => new Date(time).toISOString();
  return {
    ...report,
    gates: answers.map(({ gate, verdict: { at, opens, ...verdict } }) => ({
      gate: gateText(gate),
      kind: gate.kind,
      ...verdict,
      at: iso(at),
      ...(opens !== undefined && { opens: iso(opens) }),
    })),
  };
}
