import { type Feature, features } from '../model/feature.js';
import type { Manifest } from '../model/manifest.js';
import { ownMetadata } from '../model/naming.js';
import type { RouteSet } from '../model/route-set.js';
import { ALL } from '../model/share.js';
import { partsOf, type Split } from '../model/split.js';
import { targetsOf } from './externalname/target.js';
import type { Limit, Router } from './router.js';

export interface ExternalNameOptions {
  /** The Service that callers use, in the tenant's namespace. It is new: nothing else has its name. @default the migration's name */
  readonly service?: string;
}

const SOURCE = 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname';

const unable: Limit = { because: 'see requests: it only says which host a name stands for', source: SOURCE };

const own: Readonly<Partial<Record<Feature, true | Limit>>> = {
  'backend.host': true,
  'backend.namespace': true,
  'backend.edge': true,
  'backend.edge-address': { because: 'point at an edge whose port is not known', source: SOURCE },
  'backend.subset': { because: 'tell the Pods of a Service apart', source: SOURCE },
};

/**
 * The hand-over of a whole Service: callers use a Service of type ExternalName, which stands for the old end until all
 * moves, and then for the new one. Its type never changes, since proxies keep the addresses of the type they saw first.
 *
 * Source: https://github.com/kubernetes/ingress-nginx/issues/8308
 */
export function externalName(options: ExternalNameOptions = {}): Router {
  const nameFor = (set: RouteSet): string => options.service ?? set.name;
  return {
    name: 'externalname',
    can: {
      // One name, one end.
      step: ALL,
      sides: 2,
      of: 'lookups',
      features: Object.fromEntries(features.map(feature => [feature, own[feature] ?? unable])) as Record<
        Feature,
        true | Limit
      >,
    },
    render(set, split): readonly Manifest[] {
      const at = set.sides.findIndex(({ id }) => partsOf(split, id) === ALL);
      const { host, port } = targetsOf(set)[at]!;
      return [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: ownMetadata(set, nameFor(set), 'split'),
          spec: {
            type: 'ExternalName',
            externalName: host,
            ports: [{ name: `port-${port}`, port, protocol: 'TCP', targetPort: port }],
          },
        },
      ];
    },
    read(found, set): Split | undefined {
      const object = found.find(
        ({ apiVersion, kind, metadata }) =>
          apiVersion === 'v1' &&
          kind === 'Service' &&
          metadata.name === nameFor(set) &&
          metadata.namespace === set.tenant.name,
      );
      const spec = object?.['spec'] as { readonly type?: string; readonly externalName?: string } | undefined;
      const at = targetsOf(set).findIndex(({ host }) => host === spec?.externalName);
      if (spec?.type !== 'ExternalName' || at < 0) return undefined;
      return set.sides.map(({ id }, i) => ({ backend: id, parts: i === at ? ALL : 0 }));
    },
  };
}
