import type { Backend, BackendPolicy, ServiceBackend, Sticky } from '../../../model/backend.js';
import { humanDuration } from '../../../model/duration.js';
import type { Match } from '../../../model/match.js';
import type { Pin } from '../../../model/pin.js';
import type { Cors, Route } from '../../../model/route.js';
import { type Code, call, data, fields, list, raw, text } from './code.js';

function stickyCode(of: Sticky): Code {
  if (of.by === 'address') return call('sticky.address');
  if (of.by !== 'cookie') return call(`sticky.${of.by}`, text(of.name));
  return call(
    'sticky.cookie',
    text(of.name),
    text(humanDuration(of.ttl)),
    ...(of.path === undefined ? [] : [text(of.path)]),
  );
}

function policyFields({ connectionPool, sticky, tls }: BackendPolicy): Readonly<Record<string, Code | undefined>> {
  return {
    connectionPool: connectionPool && data(connectionPool),
    sticky: sticky && stickyCode(sticky),
    tls: tls && data(tls),
  };
}

/** `service('web', 80, { namespace: 'shop' })`. */
export function serviceCode(of: ServiceBackend): Code {
  const { id, name, namespace, port } = of;
  const options = fields({
    id: id === name ? undefined : text(id),
    namespace: namespace === undefined ? undefined : text(namespace),
    ...policyFields(of),
  });
  const more = 'fields' in options && options.fields.length > 0 ? [options] : [];
  return call('service', text(name), raw(String(port)), ...more);
}

/** Where requests end, as code. */
export function backendCode(of: Backend): Code {
  if (of.kind === 'service') return serviceCode(of);
  if (of.kind === 'host') return call('host', text(of.host), raw(String(of.port)));
  const address = of.address === undefined ? undefined : text(of.address);
  return call('edgeOf', text(of.id), fields({ through: of.through && backendCode(of.through), address }));
}

/** `path.prefix('/api')`, and `undefined` for any request. */
function matchCode(matches: readonly Match[]): Code | undefined {
  const all = matches.map(({ path }) => (path ? call(`path.${path.kind}`, text(path.value)) : fields({})));
  return all.length > 1 ? list(all) : all[0];
}

/** Who may call, as code. */
export function corsCode({ maxAge, ...cors }: Cors): Code {
  return data({ ...cors, ...(maxAge !== undefined && { maxAge: humanDuration(maxAge) }) });
}

/**
 * The props of a route.
 * @param shared variables that hold what several routes have in common, by their JSON
 */
export function routeCode(route: Route, gateway: Code, shared: ReadonlyMap<string, Code>): Code {
  const { retries, cors } = route;
  return fields(
    {
      gateway,
      host: text(route.host),
      match: matchCode(route.match),
      backend: route.backend && backendCode(route.backend),
      protocol: route.protocol === 'http' ? undefined : text(route.protocol),
      timeout: route.timeout === undefined ? undefined : text(humanDuration(route.timeout)),
      retries: retries && data(retries),
      cors: cors && (shared.get(JSON.stringify(cors)) ?? corsCode(cors)),
      rewrite: route.rewrite && data(route.rewrite),
      redirect: route.redirect && data(route.redirect),
      requestHeaders: route.requestHeaders && data(route.requestHeaders),
      responseHeaders: route.responseHeaders && data(route.responseHeaders),
    },
    true,
  );
}

/** `pin.header('x-canary', 'always')`. */
export function pinCode(of: Pin): Code {
  const side = of.side === 'new' ? [] : [fields({ side: text(of.side) })];
  if (of.kind === 'user') return call('pin.users', text(of.header), data(of.ids), ...side);
  if (of.kind === 'cidr') return call('pin.cidr', data(of.ranges), ...side);
  return call(`pin.${of.kind}`, text(of.name), text(of.value), ...side);
}
