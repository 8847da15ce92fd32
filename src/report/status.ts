import { humanDuration } from '../model/duration.js';
import { gateText } from '../model/gate.js';
import { groupBy } from '../model/group-by.js';
import { phaseAfter, phaseOf } from '../model/plan.js';
import { percentText } from '../model/share.js';
import { partsOf, type Share } from '../model/split.js';
import { type Migration, migrationKey, stateAt } from '../routers/migration.js';

/** Where a migration stands, as data. */
export interface Status {
  /** `prod/acme/checkout`; `sealos/<any tenant>/apps` has a star for a rollout of many tenants. */
  readonly migration: string;
  readonly router: string;
  readonly phase: string;
  /** Position in the plan, 1-based, and the number of phases. */
  readonly step: readonly [number, number];
  /** Parts of 10 000 for each side: of requests, or for a rollout of tenants. */
  readonly shares: readonly Share[];
  /** Present for a rollout: how many tenants are on the new side, of how many. */
  readonly tenants?: { readonly moved: number; readonly of: number };
  /** ISO 8601; absent when the phase is not committed yet. */
  readonly since?: string;
  /** What must hold before the phase may be left. */
  readonly leave: { readonly soak: string; readonly gates: readonly string[] };
  readonly next?: string;
}

/** Migrations of one rollout are one line. */
export function groupMigrations(migrations: readonly Migration[]): readonly (readonly Migration[])[] {
  return [
    ...groupBy(migrations, found =>
      found.cohort ? `${found.cluster.name}/*/${found.name}` : migrationKey(found),
    ).values(),
  ];
}

/** The file below dist that says a group's phase; of a rollout, one that the phase has moved. */
export function fileOf(group: readonly Migration[]): string | undefined {
  const says = group.find(found => stateAt(found).set.phase === found.phase);
  return says && `${migrationKey(says)}.yaml`;
}

/**
 * @param group one migration, or the migrations of one rollout
 * @param since ISO 8601
 */
export function statusOf(group: readonly Migration[], since: string | undefined): Status {
  const [first] = group;
  const { plan, cohort, cluster, name, by, to } = first!;
  const phase = phaseOf(plan, first!.phase, migrationKey(first!));
  const states = group.map(found => stateAt(found));
  const moved = states.filter(({ split }) => partsOf(split, to.id) > 0).length;
  const next = phaseAfter(plan, phase);
  const whole = group.length;
  const movedParts = Math.round((moved / whole) * 10_000);
  const shares = cohort
    ? [
        { backend: first!.from.id, parts: 10_000 - movedParts },
        { backend: to.id, parts: movedParts },
      ]
    : states[0]!.split;
  return {
    migration: cohort ? `${cluster.name}/*/${name}` : migrationKey(first!),
    router: by.name,
    phase: phase.name,
    step: [plan.phases.indexOf(phase) + 1, plan.phases.length],
    shares,
    ...(cohort && { tenants: { moved, of: whole } }),
    ...(since !== undefined && { since }),
    leave: { soak: humanDuration(phase.soak), gates: phase.leave.map(gateText) },
    ...(next && { next: next.name }),
  };
}

function sharesText({ shares, tenants }: Status): string {
  const text = shares.map(({ backend, parts }) => `${backend} ${percentText(parts)}`).join(', ');
  return tenants ? `${text} (${tenants.moved} of ${tenants.of} tenants)` : text;
}

/** A table for people. */
export function statusText(all: readonly Status[]): string {
  const rows = all.map(status => [
    status.migration,
    `${status.phase} (${status.step.join('/')})`,
    sharesText(status),
    status.since ?? 'not committed',
    status.next ? `${status.next} after ${[status.leave.soak, ...status.leave.gates].join(', ')}` : 'nothing',
  ]);
  const head = ['MIGRATION', 'PHASE', 'SHARES', 'SINCE', 'NEXT'];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i]!.length)));
  return [head, ...rows]
    .map(row => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  '))
    .map(line => `${line}\n`)
    .join('');
}

/** A table for pull requests and wikis. */
export function statusMarkdown(all: readonly Status[]): string {
  const rows = all.map(
    status =>
      `| ${status.migration} | ${status.phase} | ${sharesText(status)} | ${status.since ?? 'not committed'} | ${status.next ?? ''} |\n`,
  );
  return `| migration | phase | shares | since | next |\n|---|---|---|---|---|\n${rows.join('')}`;
}
