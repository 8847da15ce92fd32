import { phaseOf } from '../model/plan.js';
import { headline, linesOf } from '../report/diff-lines.js';
import type { HostChange, RequestFacts } from '../report/request-body.js';
import { statusOf } from '../report/status.js';
import { type Migration, manifestsAt, migrationKey, stateAt } from '../routers/migration.js';
import { diff } from '../synth/diff.js';
import { groupKey, type PhaseChange } from './phase-change.js';

type Told = Pick<RequestFacts, 'direction' | 'verdict' | 'gates'>;

/** What a change of phase does, worked out from the models before and after it. */
export function requestFacts({ before, after, changes }: PhaseChange, told: Told): RequestFacts {
  const migration = groupKey(before);
  const [from, to] = [before[0]!.phase, after[0]!.phase];
  const difference = diff(
    before.flatMap(each => manifestsAt(each)),
    after.flatMap(each => manifestsAt(each)),
  );
  const objects = [
    ...difference.changed.map(({ after: manifest, fields }) => ({
      title: headline(manifest),
      lines: linesOf(fields).map(({ place, change }) => `${place} ${change}`.trim()),
    })),
    ...difference.added.map(manifest => ({ title: headline(manifest), lines: ['+ added'] })),
    ...difference.removed.map(manifest => ({ title: headline(manifest), lines: ['- removed'] })),
  ];
  const moved = before.filter((each, at) => {
    const [was, is] = [stateAt(each), stateAt(after[at]!)];
    return JSON.stringify(was.split) !== JSON.stringify(is.split) || was.set.phase !== is.set.phase;
  });
  return {
    ...told,
    migration,
    from,
    to,
    hosts: before[0]!.cohort
      ? [tenantsChange(before, after)]
      : before.flatMap((each, at) => hostChanges(each, after[at]!)),
    reach: { tenants: moved.length, files: changes.length, objects: objects.length },
    irreversible: phaseOf(after[0]!.plan, to, migration).irreversible
      ? [
          `Phase "${to}" removes "${before[0]!.from.id}": a rollback brings back the manifests, not what was taken down.`,
        ]
      : [],
    rollback: {
      command: `sluice rollback ${migration} --to ${from}`,
      takes: 'one sync of Argo CD after the merge, and the time that DNS or clients cache',
    },
    changes: objects,
  };
}

function hostChanges(before: Migration, after: Migration): readonly HostChange[] {
  const hosts = new Set(before.routes.map(({ host }) => host));
  const names = hosts.size > 0 ? [...hosts] : [migrationKey(before)];
  return names.map(host => ({ host, before: stateAt(before).split, after: stateAt(after).split }));
}

/** Where a share means tenants, each is wholly on one side: what moves is how many are. */
function tenantsChange(before: readonly Migration[], after: readonly Migration[]): HostChange {
  const shares = (group: readonly Migration[]) => statusOf(group, undefined).shares;
  return { host: `${before.length} tenants`, before: shares(before), after: shares(after) };
}
