import type { Where } from '../../model/finding.js';
import { titleOf } from '../../model/manifest.js';
import { at, namespaceOf, text } from '../read/shape.js';
import { finding, kindOf, type Rule, whereIn } from '../rule.js';

const SCALER = 'autoscaling/HorizontalPodAutoscaler';
const SCALED_OBJECT = 'keda.sh/ScaledObject';
const WORKLOADS = ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'];

export const replicasHaveOneWriter: Rule = {
  id: 'replicas-have-one-writer',
  level: 'warning',
  law: 'A workload that an autoscaler scales says no replicas.',
  why: 'Each sync sets the number of the file, so a gateway or a new side that has grown with its share of the requests shrinks in the middle of a phase.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/#leaving-room-for-imperativeness',
  kinds: [SCALER, SCALED_OBJECT, ...WORKLOADS],
  start() {
    const scaled = new Map<string, string>();
    const fixed: { where: Where; key: string; replicas: number }[] = [];
    return {
      see(object) {
        const { manifest } = object;
        const kind = kindOf(manifest);
        const namespace = namespaceOf(manifest);
        if (WORKLOADS.includes(kind)) {
          const replicas = at(manifest, 'spec', 'replicas');
          const key = `${manifest.kind}/${namespace}/${manifest.metadata.name}`;
          if (typeof replicas === 'number') fixed.push({ where: whereIn(object, ['spec', 'replicas']), key, replicas });
          return [];
        }
        const target = at(manifest, 'spec', 'scaleTargetRef');
        const name = text(at(target, 'name'));
        if (name !== undefined) {
          scaled.set(`${text(at(target, 'kind')) ?? 'Deployment'}/${namespace}/${name}`, titleOf(manifest));
        }
        return [];
      },
      *end() {
        for (const { where, key, replicas } of fixed) {
          const scaler = scaled.get(key);
          if (scaler === undefined) continue;
          const message = `"${scaler}" sets the replicas too, and the file says ${replicas}.`;
          yield finding(replicasHaveOneWriter, where, message, 'Drop replicas here and say minReplicas there.');
        }
      },
    };
  },
};
