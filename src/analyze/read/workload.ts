import type { Json, Manifest } from '../../model/manifest.js';
import { at, fields } from './shape.js';

export type Labels = Readonly<Record<string, Json | undefined>>;

/** The kinds that bring Pods. */
export const WORKLOADS: readonly string[] = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'argoproj.io/Rollout',
  '/Pod',
];

/** The labels of the Pods that a workload brings. */
export function podLabelsOf(manifest: Manifest): Labels {
  const template = manifest.kind === 'Pod' ? manifest : at(manifest, 'spec', 'template');
  return fields(at(template, 'metadata', 'labels'));
}

export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
