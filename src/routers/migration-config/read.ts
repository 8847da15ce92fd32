import { load } from 'js-yaml';
import type { Manifest } from '../../model/manifest.js';
import type { RouteSet } from '../../model/route-set.js';
import { ALL, type Parts } from '../../model/share.js';
import type { Split } from '../../model/split.js';

type Fields = Readonly<Record<string, unknown>>;

function servicesOf(text: string): readonly Fields[] {
  let data: unknown;
  try {
    data = load(text);
  } catch {
    // Whatever is no YAML is no configuration of ours.
    return [];
  }
  const services = typeof data === 'object' && data !== null ? (data as Fields)['services'] : undefined;
  return Array.isArray(services) ? services.filter(of => typeof of === 'object' && of !== null) : [];
}

/** A service that is not enabled stays where it is, whatever its percentage. */
function partsIn(service: Fields | undefined): Parts | undefined {
  if (service?.['enabled'] === false) return 0;
  const percentage = service?.['migration_percentage'];
  const parts = typeof percentage === 'number' ? Math.round(percentage * 100) : Number.NaN;
  return Number.isInteger(parts) && parts >= 0 && parts <= ALL ? parts : undefined;
}

/** The split that all of the set's services have. */
export function readSplit(found: readonly Manifest[], set: RouteSet, configMap: string): Split | undefined {
  const object = found.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.name === configMap && metadata.namespace === set.tenant.name,
  );
  const data = object?.['data'] as Readonly<Record<string, string>> | undefined;
  const services = servicesOf(data?.['migration.yaml'] ?? '');
  const shares = set.routes.map(route =>
    partsIn(services.find(({ name, old_host }) => name === route.name && old_host === route.host)),
  );
  const [moved] = shares;
  if (moved === undefined || shares.some(parts => parts !== moved)) return undefined;
  const [from, to] = set.sides;
  if (!to) return moved === ALL ? [{ backend: from!.id, parts: ALL }] : undefined;
  return [
    { backend: from!.id, parts: ALL - moved },
    { backend: to.id, parts: moved },
  ];
}
