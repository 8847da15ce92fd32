import fc from 'fast-check';
import {
  type Backend,
  type BackendPolicy,
  edgeOf,
  type HostBackend,
  host,
  type ServiceBackend,
  service,
  sticky,
} from '../../src/model/backend.js';
import type { Feature } from '../../src/model/feature.js';
import type { Gateway } from '../../src/model/gateway.js';
import { type Match, path, type TextMatch, text } from '../../src/model/match.js';
import { type Pin, pin } from '../../src/model/pin.js';
import type { Route } from '../../src/model/route.js';
import type { RouteSet, Side } from '../../src/model/route-set.js';
import { ALL } from '../../src/model/share.js';
import type { Split } from '../../src/model/split.js';
import type { Capabilities } from '../../src/routers/router.js';
import { cluster, gateway, tenant } from './acme.js';

type Grants = (feature: Feature) => boolean;

/** A field that is there now and then, and only when the mechanism grants its feature. */
function maybe<Key extends string, Value>(
  granted: boolean,
  key: Key,
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<{ readonly [K in Key]?: Value }> {
  const none = fc.constant({} as { readonly [K in Key]?: Value });
  return granted
    ? fc.oneof(
        none,
        value.map(of => ({ [key]: of }) as { readonly [K in Key]?: Value }),
      )
    : none;
}

function together<A extends readonly object[]>(
  ...parts: { [I in keyof A]: fc.Arbitrary<A[I]> }
): fc.Arbitrary<A[number]> {
  return fc.tuple(...(parts as unknown as fc.Arbitrary<object>[])).map(all => Object.assign({}, ...all) as A[number]);
}

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
const segment = fc.stringMatching(/^\/[a-z0-9]([a-zA-Z0-9._~-]{0,6}[a-z0-9])?$/);
const time = fc.integer({ min: 1, max: 600_000 });
const parts = fc.integer({ min: 1, max: ALL });

const textMatch: fc.Arbitrary<TextMatch> = fc.oneof(
  word.map(text.exact),
  word.map(text.prefix),
  fc.constantFrom('[a-z]+', 'v[0-9]{1,3}', 'a|b').map(text.regex),
  fc.constant(text.present()),
);

function pathOf(can: Grants): fc.Arbitrary<Match> {
  const kinds: fc.Arbitrary<Match>[] = [fc.constant({})];
  if (can('path.exact')) kinds.push(segment.map(path.exact));
  if (can('path.prefix')) kinds.push(segment.map(path.prefix), fc.constant(path.prefix('/')));
  if (can('path.text')) kinds.push(segment.map(path.text));
  if (can('path.regex')) kinds.push(fc.constantFrom('/v[0-9]+/.*', '/(a|b)').map(path.regex));
  return fc.oneof(...kinds);
}

function matchOf(can: Grants, cookies: boolean): fc.Arbitrary<Match> {
  return together(
    pathOf(can),
    maybe(can('match.methods'), 'methods', fc.subarray(['GET', 'POST', 'PUT'] as const, { minLength: 1 })),
    maybe(
      can('match.headers'),
      'headers',
      fc.dictionary(fc.constantFrom('x-a', 'x-b'), textMatch, { minKeys: 1, noNullPrototype: true }),
    ),
    maybe(
      can('match.query'),
      'query',
      fc.dictionary(fc.constantFrom('q', 'r'), textMatch, { minKeys: 1, noNullPrototype: true }),
    ),
    maybe(
      cookies && can('match.cookies'),
      'cookies',
      fc.dictionary(fc.constant('c'), textMatch, { minKeys: 1, noNullPrototype: true }),
    ),
  );
}

const policy = (can: Grants): fc.Arbitrary<BackendPolicy> =>
  together(
    maybe(
      can('sticky'),
      'sticky',
      fc.oneof(fc.constant(sticky.cookie('id', '1h')), word.map(sticky.header), fc.constant(sticky.address())),
    ),
    maybe(
      can('outlier-detection'),
      'outlierDetection',
      fc.record({ consecutive5xxErrors: fc.integer({ min: 1, max: 9 }), interval: fc.constant('10s') }),
    ),
    maybe(can('connection-pool'), 'connectionPool', fc.record({ maxConnections: fc.integer({ min: 1, max: 999 }) })),
    maybe(
      can('tls.upstream'),
      'tls',
      fc.record({ mode: fc.constant('SIMPLE' as const), secret: fc.constant('ca') }, { requiredKeys: ['mode'] }),
    ),
  );

/** A Service whose name nobody else has, so that no two backends share one policy. */
function serviceOf(can: Grants, name: string): fc.Arbitrary<ServiceBackend> {
  return together(
    maybe(can('backend.namespace'), 'namespace', fc.constant('shared')),
    maybe(can('backend.subset'), 'subset', fc.constant({ name: 'v2', labels: { version: 'v2' } })),
    policy(can),
  ).map(options => {
    const plain = can('policy-namespace') || !('namespace' in options) || Object.keys(options).length === 1;
    return service(name, 8080, plain ? options : {});
  });
}

function hostOf(can: Grants, name: string): fc.Arbitrary<HostBackend> {
  return policy(can).map(options => host(`${name}.example.org`, 443, options));
}

function endOf(can: Grants, name: string): fc.Arbitrary<ServiceBackend | HostBackend> {
  return can('backend.host') ? fc.oneof(serviceOf(can, name), hostOf(can, name)) : serviceOf(can, name);
}

function oldEndOf(can: Grants): fc.Arbitrary<Backend> {
  const ends: fc.Arbitrary<Backend>[] = [endOf(can, 'old')];
  if (can('backend.edge')) ends.push(endOf(can, 'old').map(through => edgeOf('old-edge', { through })));
  if (can('backend.edge-address')) ends.push(fc.constant(edgeOf('old-edge', { address: 'old.example.org' })));
  return fc.oneof(...ends);
}

function redirectOf(can: Grants, nth: number): fc.Arbitrary<Partial<Route>> {
  return fc
    .record(
      { status: fc.constantFrom(301, 302, 308), host: fc.constant('new.acme.example') },
      { requiredKeys: ['host'] },
    )
    .map(redirect => ({ name: `gone-${nth}`, redirect, match: can('path.exact') ? [path.exact('/gone')] : [] }));
}

function treated(can: Grants, nth: number, toEdge: boolean): fc.Arbitrary<Partial<Route>> {
  return together(
    maybe(can('timeout'), 'timeout', fc.oneof(fc.constant(0), time)),
    maybe(
      can('retries'),
      'retries',
      fc.record({ attempts: fc.nat(5), perTryTimeout: time }, { requiredKeys: ['attempts'] }),
    ),
    maybe(can('cors'), 'cors', fc.record({ origins: fc.constantFrom(['*'], ['https://acme.example']) })),
    maybe(can('rewrite.host'), 'rewrite', fc.constant({ host: 'inner.acme.example' })),
    maybe(can(toEdge ? 'rewrite.path-before-edge' : 'rewrite.path'), 'rewrite', fc.constant({ path: '/v2' })),
    maybe(can('mirror'), 'mirror', fc.record({ to: endOf(can, `mirror-${nth}`), parts })),
    maybe(can('fault'), 'fault', fc.record({ abort: fc.record({ status: fc.constant(503), parts }) })),
    maybe(
      can('request-headers'),
      'requestHeaders',
      fc.record({ set: fc.dictionary(word, word, { minKeys: 1, maxKeys: 2, noNullPrototype: true }) }),
    ),
    maybe(
      can('response-headers'),
      'responseHeaders',
      fc.record({ remove: fc.array(word, { minLength: 1, maxLength: 2 }) }),
    ),
  );
}

function routeOf(can: Grants, nth: number, cookies: boolean, toEdge: boolean): fc.Arbitrary<Route> {
  const protocols = (['http', 'websocket', 'grpc'] as const).filter(of => of === 'http' || can(`protocol.${of}`));
  const ends = fc.record({
    name: fc.constant(`route-${nth}`),
    host: fc.constantFrom('a.acme.example', '*.b.acme.example'),
    gateways: fc.constant(['edge']),
    // Mostly plain HTTP: some mechanisms take gRPC only where all of a host's routes are.
    protocol: fc.oneof({ weight: 4, arbitrary: fc.constant('http' as const) }, fc.constantFrom(...protocols)),
    backend: endOf(can, `app-${nth}`),
  });
  const served = fc
    .tuple(ends, fc.array(matchOf(can, cookies), { maxLength: 2 }), treated(can, nth, toEdge))
    .map(([base, match, treatment]): Route => {
      // One rewrite means one thing only over one match.
      const rewritten = treatment.rewrite?.path !== undefined ? match.slice(0, 1) : match;
      return { ...base, match: rewritten, ...treatment };
    });
  if (nth === 0 || !can('redirect')) return served;
  const gone = fc
    .tuple(ends, redirectOf(can, nth))
    .map(([{ backend: _, ...base }, redirect]): Route => ({ ...base, match: [], ...redirect }));
  return fc.oneof({ weight: 4, arbitrary: served }, { weight: 1, arbitrary: gone });
}

function pinsOf(can: Grants, cookies: boolean): fc.Arbitrary<readonly Pin[]> {
  const side = fc.constantFrom('new' as const, 'old' as const);
  const kinds: fc.Arbitrary<Pin>[] = [];
  if (can('pin.header')) kinds.push(side.map(of => pin.header('x-pin', 'always', { side: of })));
  if (can('pin.cookie') && !cookies) kinds.push(side.map(of => pin.cookie('pin', 'always', { side: of })));
  if (can('pin.user')) kinds.push(fc.array(word, { minLength: 1, maxLength: 3 }).map(ids => pin.users('x-user', ids)));
  if (can('pin.cidr')) kinds.push(side.map(of => pin.cidr(['10.0.0.0/8', '192.0.2.1/32'], { side: of })));
  return kinds.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...kinds), { maxLength: 2 });
}

function sidesOf(can: Grants, most: number): fc.Arbitrary<readonly Side[]> {
  const handOver = oldEndOf(can).map((backend): readonly Side[] => [{ id: 'old', backend }, { id: 'new' }]);
  const many = fc
    .integer({ min: 2, max: Math.min(most, 5) })
    .map((count): readonly Side[] =>
      Array.from({ length: count }, (_, i) => ({ id: `end-${i}`, backend: service(`end-${i}`, 80 + i) })),
    );
  const one = fc.constant<readonly Side[]>([{ id: 'new' }]);
  return fc.oneof({ weight: 3, arbitrary: handOver }, { weight: 1, arbitrary: many }, { weight: 1, arbitrary: one });
}

/** Route sets that ask only for what a mechanism grants. */
export function routeSets(capabilities: Capabilities): fc.Arbitrary<RouteSet> {
  const can: Grants = feature => capabilities.features[feature] === true;
  return fc.tuple(fc.boolean(), sidesOf(can, capabilities.sides)).chain(([cookies, sides]) => {
    const toEdge = sides.some(side => side.backend?.kind === 'edge');
    const routes = fc
      .integer({ min: 1, max: 3 })
      .chain(count => fc.tuple(...Array.from({ length: count }, (_, nth) => routeOf(can, nth, cookies, toEdge))));
    return fc.record({
      name: fc.constant('checkout'),
      cluster: fc.constantFrom('1.20.1', '1.22.0', '1.28.3').map(istio => ({ ...cluster, istio })),
      tenant: fc.constant(tenant),
      gateways: fc.constantFrom(0, 2).map((trustedProxies): readonly Gateway[] => [{ ...gateway, trustedProxies }]),
      routes,
      sides: fc.constant(sides),
      pins: pinsOf(can, cookies),
      phase: fc.option(fc.constant('canary-25'), { nil: undefined }),
    });
  });
}

/** Every split over some sides whose parts are multiples of a step. */
export function splitsOver(sides: readonly Side[], step: number): fc.Arbitrary<Split> {
  const units = ALL / step;
  const cuts = fc.array(fc.integer({ min: 0, max: units }), {
    minLength: sides.length - 1,
    maxLength: sides.length - 1,
  });
  return cuts.map(unsorted => {
    const at = [0, ...unsorted.toSorted((a, b) => a - b), units];
    return sides.map(({ id }, i) => ({ backend: id, parts: (at[i + 1]! - at[i]!) * step }));
  });
}

/** A route set together with a split that its mechanism can express exactly. */
export function splitSets(capabilities: Capabilities): fc.Arbitrary<{ readonly set: RouteSet; readonly split: Split }> {
  return routeSets(capabilities).chain(set => splitsOver(set.sides, capabilities.step).map(split => ({ set, split })));
}
