import { routerCanDoIt } from '../analyze/plan-rules/router-can-do-it.js';
import { splitIsRounded } from '../analyze/plan-rules/split-is-rounded.js';
import { rules } from '../analyze/rules/index.js';
import { type Run, start } from '../analyze/run.js';
import { type ReadSchema, Schemas } from '../analyze/schema/schemas.js';
import type { Cluster } from '../model/cluster.js';
import type { Finding } from '../model/finding.js';
import { routers } from '../routers/index.js';
import type { Unit } from './unit.js';

/** What can be rendered: an estate. */
export interface Source {
  units(): Iterable<Unit>;
}

/** What a cluster's API server knows, by the versions that it runs. */
function schemasOf(cluster: Cluster | undefined, crds: ReadSchema): Schemas {
  return Schemas.builtIn(crds, cluster && { versions: { Kubernetes: cluster.kubernetes, Istio: cluster.istio } });
}

/** What a mechanism is asked that it cannot do, over the whole plan. */
function beforeRendering({ asked, migration }: Unit): readonly Finding[] {
  if (!asked) return [];
  const { set, by } = asked;
  const plan = migration?.plan;
  const rounded = plan && !migration.cohort ? splitIsRounded(set, [by], plan) : [];
  return [...routerCanDoIt({ set, by: [by], known: routers, ...(plan && { plan }) }), ...rounded];
}

/**
 * Renders a source unit by unit and says what the checks found on the way.
 * @param dist the folder that findings name as the one where files stand
 * @param crds reads a file below crds/ of the package
 * @param take gets each unit once, as soon as it is rendered; memory stays flat when it keeps none
 */
export function examine(
  source: Source,
  dist: string,
  crds: ReadSchema,
  take: (unit: Unit) => void,
): readonly Finding[] {
  const findings: Finding[] = [];
  // Objects meet on a cluster, so each cluster has its own run; what Argo CD reads is a cluster of its own here.
  const runs = new Map<string, Run>();
  for (const unit of source.units()) {
    const folder = unit.path.slice(0, unit.path.indexOf('/'));
    const run = runs.get(folder) ?? start(rules, { schemas: schemasOf(unit.cluster, crds) });
    runs.set(folder, run);
    findings.push(...unit.findings);
    for (const found of beforeRendering(unit)) findings.push({ ...found, where: { ...unit.where(), ...found.where } });
    const file = `${dist}/${unit.path}`;
    unit.manifests.forEach((manifest, document) => {
      run.see({ manifest, where: { file, document } });
    });
    take(unit);
  }
  for (const run of runs.values()) findings.push(...run.end());
  return findings;
}
