import type { Gateway } from '../../../model/gateway.js';
import { groupBy } from '../../../model/group-by.js';
import type { ConvertedHost, ConvertedTenant, Move } from '../../reader.js';
import { type Code, call, comment, constant, data, fields, list, raw, statement, text } from './code.js';
import { Identifiers } from './identifiers.js';
import { corsCode, pinCode, routeCode, serviceCode } from './values.js';

const DEPTH = 2;

function gatewayCode({ hosts, tls, http }: Gateway): Code {
  return fields(
    {
      hosts: data(hosts),
      tls: tls && fields({ secret: text(tls.secret ?? '') }),
      http: http === 'serve' ? undefined : text(http),
    },
    true,
  );
}

function gatewayText(gateway: Gateway, variable: string, tenant: string): string {
  const { secret } = gateway.tls ?? {};
  const told =
    secret === undefined
      ? ''
      : comment(`The certificate has to stand in the namespace of the gateway's Pods, as Secret ${secret}.`, DEPTH);
  return `${told}${statement(`const ${variable} = `, call('new Gateway', raw(tenant), text(gateway.name), gatewayCode(gateway)), DEPTH)}`;
}

function canaryPlan({ percent, pins }: Extract<Move, { kind: 'canary' }>): readonly [phase: string, plan: Code] {
  const between = percent > 0 && percent < 100 ? [call('canary', raw(String(percent)))] : [];
  const steps = call('plan', call('prepare'), ...between, call('complete'));
  const phase = percent === 0 ? 'prepare' : percent === 100 ? 'complete' : `canary-${percent}`;
  return [phase, pins.length === 0 ? steps : call('pinned', list(pins.map(pinCode)), steps)];
}

function migrationCode(move: Exclude<Move, { kind: 'dns' }>, routes: readonly string[], gateway: string): Code {
  const moved = list(routes.map(raw));
  if (move.kind === 'edge') {
    const plan = call('careful', ...move.checks.map(text));
    return fields({ phase: text('prepare'), routes: moved, from: raw('ingressNginx'), to: raw(gateway), plan }, true);
  }
  const [phase, plan] = canaryPlan(move);
  return fields(
    { phase: text(phase), routes: moved, from: serviceCode(move.from), to: serviceCode(move.to), plan },
    true,
  );
}

/** What a tenant's hosts have in common. */
interface Scope {
  readonly tenant: string;
  readonly names: Identifiers;
  /** Variables that hold a CORS of several routes, by its JSON. */
  readonly cors: ReadonlyMap<string, Code>;
}

/** A host's routes, and the migration that moves them. */
function hostText(
  { host, move, routes, remarks }: ConvertedHost,
  gateway: string,
  { tenant, names, cors }: Scope,
): string {
  const variables: string[] = [];
  const made = routes.map(route => {
    const code = call('new Route', raw(tenant), text(route.name), routeCode(route, raw(gateway), cors));
    if (move.kind === 'dns') return statement('', code, DEPTH);
    const variable = names.take(route.name, 'Route');
    variables.push(variable);
    return statement(`const ${variable} = `, code, DEPTH);
  });
  const told = remarks.map(remark => comment(`${host}: ${remark}`, DEPTH));
  if (move.kind === 'dns') return [...told, ...made].join('');
  const code = call('new Migration', raw(tenant), text(move.name), migrationCode(move, variables, gateway));
  return [...told, ...made, statement('', code, DEPTH)].join('');
}

/** A CORS that several routes have in common gets a name. */
function sharedCors(hosts: readonly ConvertedHost[], names: Identifiers): readonly (readonly [string, Code, string])[] {
  const uses = hosts.flatMap(({ routes }) => routes.flatMap(({ cors }) => (cors ? [cors] : [])));
  return [...groupBy(uses, cors => JSON.stringify(cors))]
    .filter(([, same]) => same.length > 1)
    .map(([key, [cors]]) => [key, corsCode(cors!), names.take('cors', '')] as const);
}

/** The function that declares a tenant. */
export function tenantText(tenant: ConvertedTenant, name: string): string {
  const names = new Identifiers();
  const variable = names.take(tenant.name, 'Tenant');
  const gateways = new Map(tenant.gateways.map(({ name: id }) => [id, names.take(id, 'Gateway')]));
  const claims = [...new Set(tenant.gateways.flatMap(({ hosts }) => hosts))];
  const props = fields({ claims: data(claims), walls: raw('false') });
  const head = statement(`const ${variable} = `, call('new Tenant', raw('cluster'), text(tenant.name), props), DEPTH);
  const doors = tenant.gateways.map(gateway => gatewayText(gateway, gateways.get(gateway.name)!, variable));
  const shared = sharedCors(tenant.hosts, names);
  const common = shared.map(([, code, name]) => constant(name, code, DEPTH));
  const scope = { tenant: variable, names, cors: new Map(shared.map(([key, , name]) => [key, raw(name)] as const)) };
  const hosts = tenant.hosts.map(host => hostText(host, gateways.get(host.routes[0]!.gateways[0]!)!, scope));
  const left = tenant.left.map(({ host, why }) => comment(`${host} is left out: ${why.join('; ')}.`, DEPTH));
  const body = [head + doors.join(''), ...common, ...hosts, ...(left.length > 0 ? [left.join('')] : [])].join('\n');
  return `function ${name}(cluster: Cluster): void {\n${body}}\n`;
}
