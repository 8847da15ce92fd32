import { type Feature, features } from '../model/feature.js';
import type { Manifest } from '../model/manifest.js';
import { ownMetadata } from '../model/naming.js';
import type { RouteSet } from '../model/route-set.js';
import { ALL, type Parts } from '../model/share.js';
import { partsOf } from '../model/split.js';
import type { Limit, Router } from './router.js';

export interface ControllerConfigOptions {
  /** The ConfigMap that the controller reads, in the tenant's namespace. @default '<migration>-controller-config' */
  readonly configMap?: string;
  /** Whether the controller reports the metrics of both sides. @default true */
  readonly monitoring?: boolean;
}

const SOURCE = 'https://github.com/labring/sealos';

const unable: Limit = {
  because: 'treat requests: it only tells a controller how many of its users to serve on the new side',
  source: SOURCE,
};

/** `ingress` and `istio` serve one side only; `dual` shares the users out. */
function modeOf(moved: Parts): string {
  if (moved === 0) return 'ingress';
  return moved === ALL ? 'istio' : 'dual';
}

/**
 * The ConfigMap that a controller with a dual mode obeys: it makes the routing objects of each of its users itself, on
 * the old side or on the new one.
 */
export function controllerConfig(options: ControllerConfigOptions = {}): Router {
  const nameFor = (set: RouteSet): string => options.configMap ?? `${set.name}-controller-config`;
  return {
    name: 'controller-config',
    can: {
      step: 100,
      sides: 2,
      of: 'users',
      features: Object.fromEntries(features.map(feature => [feature, unable])) as Record<Feature, Limit>,
    },
    render(set, split): readonly Manifest[] {
      const moved = partsOf(split, set.sides[set.sides.length - 1]!.id);
      return [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: ownMetadata(set, nameFor(set), 'split'),
          data: {
            networking_mode: modeOf(moved),
            istio_percentage: String(moved / 100),
            enable_istio_monitoring: String(options.monitoring ?? true),
          },
        },
      ];
    },
    read(found, set) {
      const object = found.find(
        ({ kind, metadata }) =>
          kind === 'ConfigMap' && metadata.name === nameFor(set) && metadata.namespace === set.tenant.name,
      );
      const data = object?.['data'] as Readonly<Record<string, string>> | undefined;
      const moved = Math.round(Number(data?.['istio_percentage'] ?? Number.NaN) * 100);
      if (!Number.isInteger(moved) || moved < 0 || moved > ALL) return undefined;
      // The mode wins over the percentage in the controller, so two that disagree are no split that we know.
      if (data?.['networking_mode'] !== modeOf(moved)) return undefined;
      const [from, to] = [set.sides[0]!.id, set.sides[set.sides.length - 1]!.id];
      if (from === to) return moved === ALL ? [{ backend: to, parts: ALL }] : undefined;
      return [
        { backend: from, parts: ALL - moved },
        { backend: to, parts: moved },
      ];
    },
  };
}
