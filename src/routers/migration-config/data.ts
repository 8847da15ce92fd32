import type { Backend, HostBackend, ServiceBackend } from '../../model/backend.js';
import type { Route } from '../../model/route.js';
import { backendOn, type RouteSet } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { UserError } from '../../model/user-error.js';

export interface Said {
  readonly strategy: 'weight' | 'header' | 'ip';
  readonly enabled: boolean;
  readonly newNamespace: string | undefined;
}

function reachable(backend: Backend): ServiceBackend | HostBackend {
  if (backend.kind !== 'edge') return backend;
  if (backend.through) return backend.through;
  throw new UserError(
    `The controller cannot reach edge "${backend.id}".`,
    'Give it `through`: a service() or a host().',
  );
}

function hostOf(end: ServiceBackend | HostBackend, { tenant, cluster }: RouteSet): string {
  return end.kind === 'host' ? end.host : `${end.name}.${end.namespace ?? tenant.name}.svc.${cluster.domain}`;
}

/** A list item of flat fields. JSON's scalars are YAML's too. */
function item(fields: Readonly<Record<string, string | number | boolean>>): readonly string[] {
  return Object.entries(fields).map(
    ([name, value], nth) => `${nth === 0 ? '  - ' : '    '}${name}: ${JSON.stringify(value)}`,
  );
}

function service(route: Route, set: RouteSet, split: Split, { strategy, enabled }: Said): readonly string[] {
  const to = set.sides[set.sides.length - 1]!;
  const [before, after] = [set.sides[0]!, to].map(side => reachable(backendOn(side, route)!));
  return item({
    name: route.name,
    old_host: route.host,
    new_host: route.rewrite?.host ?? hostOf(after!, set),
    old_backend: `${hostOf(before!, set)}:${before!.port}`,
    migration_percentage: partsOf(split, to.id) / 100,
    strategy,
    enabled,
  });
}

/** A backend that is a Service has its name in both clusters; the new cluster's may be elsewhere by name. */
function mapping(route: Route, set: RouteSet, { newNamespace }: Said): readonly string[] {
  const [before, after] = [set.sides[0]!, set.sides[set.sides.length - 1]!].map(side =>
    reachable(backendOn(side, route)!),
  );
  const named = (end: ServiceBackend | HostBackend): string => (end.kind === 'service' ? end.name : end.host);
  const within = (end: ServiceBackend | HostBackend): string | undefined =>
    end.kind === 'service' ? end.namespace : undefined;
  return item({
    old_service: named(before!),
    old_namespace: within(before!) ?? set.tenant.name,
    new_service: after!.kind === 'service' ? after!.name : named(before!),
    new_namespace: within(after!) ?? newNamespace ?? set.tenant.name,
    new_cluster_endpoint: hostOf(after!, set),
  });
}

/** migration.yaml: `services` and `service_mappings`, a line a field. */
export function configText(set: RouteSet, split: Split, said: Said): string {
  const odd = set.routes.find(({ redirect }) => redirect);
  if (odd) throw new UserError(`Route "${odd.name}" redirects; the controller only proxies.`, 'Leave it to the edge.');
  const lines = [
    'services:',
    ...set.routes.flatMap(route => service(route, set, split, said)),
    'service_mappings:',
    ...set.routes.flatMap(route => mapping(route, set, said)),
  ];
  return `${lines.join('\n')}\n`;
}
