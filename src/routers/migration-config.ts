import { type Feature, features } from '../model/feature.js';
import { ownMetadata } from '../model/naming.js';
import type { RouteSet } from '../model/route-set.js';
import { configText } from './migration-config/data.js';
import { readSplit } from './migration-config/read.js';
import type { Limit, Router } from './router.js';

export interface MigrationConfigOptions {
  /** The ConfigMap that the controller reads, in the tenant's namespace. @default 'migration-config' */
  readonly configMap?: string;
  /** What the controller shares the requests by. @default 'weight' */
  readonly strategy?: 'weight' | 'header' | 'ip';
  /** `false` keeps everything on the old side. @default true */
  readonly enabled?: boolean;
  /** The namespace that services have in the new cluster. @default the tenant's */
  readonly newNamespace?: string;
}

const SOURCE = 'https://kubernetes.io/docs/concepts/configuration/configmap/';

const unable: Limit = {
  because: 'say it: its data have names, hosts, a percentage and a strategy, and no more',
  source: SOURCE,
};

const able = [
  'backend.host',
  'backend.namespace',
  'backend.edge',
  'rewrite.host',
] as const satisfies readonly Feature[];

/** The ConfigMap of a migration controller that proxies by itself: services with their percentage, and who is who. */
export function migrationConfig(options: MigrationConfigOptions = {}): Router {
  const { configMap = 'migration-config', strategy = 'weight', enabled = true, newNamespace } = options;
  const granted: ReadonlySet<Feature> = new Set(able);
  return {
    name: 'migration-config',
    can: {
      step: 100,
      sides: 2,
      of: 'requests',
      features: Object.fromEntries(features.map(feature => [feature, granted.has(feature) || unable])) as Record<
        Feature,
        true | Limit
      >,
    },
    render: (set: RouteSet, split) => [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: ownMetadata(set, configMap, 'split'),
        data: { 'migration.yaml': configText(set, split, { strategy, enabled, newNamespace }) },
      },
    ],
    read: (found, set) => readSplit(found, set, configMap),
  };
}
