import { expect, test } from 'vitest';
import type { Json, Manifest } from '../../src/model/manifest.js';
import type { Request } from '../../src/planes/plane.js';
import { ask, edge, to, virtualService, word } from './shop.js';

const rule = (spec: Readonly<Record<string, Json>>): readonly Manifest[] => [
  edge,
  virtualService('shop', { http: [spec] }),
];

function service(name: string, ports: readonly number[], spec = {}): Manifest {
  const written = ports.map(port => ({ name: `http-${port}`, port }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'acme' },
    spec: { ports: written, ...spec },
  };
}

const destinationRule = (namespace: string, spec: Readonly<Record<string, Json>>): Manifest => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: 'web', namespace },
  spec: { host: 'web.acme.svc.cluster.local', ...spec },
});

const v2 = { destination: { host: 'web', subset: 'v2', port: { number: 80 } } };

test('weights are relative, and one destination alone takes all', () => {
  const route = [to('a', 80, { weight: 1 }), to('b', 80, { weight: 2 }), to('c', 80)];

  expect(word(ask(rule({ route: route.slice(0, 1) })))).toBe('acme/a:80 10000');
  const answer = ask(rule({ route }));
  const parts = answer.kind === 'backends' ? answer.ends.map(end => end.parts) : [];
  expect(parts).toEqual([10_000 / 3, 20_000 / 3, 0]);
});

test('a Service that no file has is taken for granted, and said so', () => {
  expect(ask(rule({ route: [to('web', 80)] })).assumes).toEqual(['Service acme/web is there']);
  expect(ask([...rule({ route: [to('web', 80)] }), service('web', [80])]).assumes).toEqual([]);
});

test('a port that a Service has not, a host that nobody names and a subset of no rule get 503', () => {
  const web = service('web', [80]);

  expect(word(ask([...rule({ route: [to('web', 81)] }), web]))).toBe('acme/web:81 10000 503');
  expect(word(ask(rule({ route: [to('api.example.org', 443)] })))).toBe('api.example.org:443 10000 503');
  expect(word(ask([...rule({ route: [v2] }), web]))).toBe('acme/web:80 (v2) 10000 503');
});

test('a subset is found in the namespace of its Service, and not in any other', () => {
  const subsets = { subsets: [{ name: 'v2', labels: { version: 'v2' } }] };
  const found = rule({ route: [v2] });

  expect(word(ask([...found, destinationRule('acme', subsets)]))).toBe('acme/web:80 (v2) 10000');
  expect(word(ask([...found, destinationRule('istio-system', subsets)]))).toBe('acme/web:80 (v2) 10000');
  expect(word(ask([...found, destinationRule('elsewhere', subsets)]))).toMatch(/^unknown: whether the gateway's Pods/);
});

test('a port that is not said is the only one, else that of the gateway', () => {
  const found = rule({ route: [{ destination: { host: 'web' } }] });

  expect(word(ask([...found, service('web', [8080])]))).toBe('acme/web:8080 10000');
  expect(word(ask([...found, service('web', [80, 8080])]))).toBe('acme/web:80 10000');
  expect(word(ask([...found, service('web', [8080, 9090])]))).toBe('acme/web:80 10000 503');
  expect(word(ask([...found, service('web', [], { type: 'ExternalName', externalName: 'a.b' })]))).toMatch(/^unknown/);
});

test.each<[string, Json, Json, string, string]>([
  ['a prefix', { uri: '/v2/' }, { prefix: '/v1/' }, '/v1/a?b', '/v2/a?b'],
  ['an exact path', { uri: '/v2' }, { exact: '/v1' }, '/v1?b', '/v2?b'],
  ['a whole path by an expression', { uri: '/v2' }, { regex: '/v1/.*' }, '/v1/a?b', '/v2?b'],
  [
    'groups',
    { uriRegexRewrite: { match: '^/v1(/.*)?$', rewrite: '/v2\\1' } },
    { prefix: '/v1' },
    '/v1/$a?b',
    '/v2/$a?b',
  ],
  ['every match', { uriRegexRewrite: { match: 'a', rewrite: '\\0\\0' } }, { prefix: '/' }, '/a/ba?a', '/aa/baa?a'],
  ['a match of nothing', { uriRegexRewrite: { match: 'x*', rewrite: '-' } }, { prefix: '/' }, '/xxa', '-/-a-'],
  ['a backslash', { uriRegexRewrite: { match: 'a', rewrite: '$1\\\\' } }, { prefix: '/' }, '/a', '/$1\\'],
])('%s is rewritten', (_, rewrite, uri, path, sent) => {
  const answer = ask(rule({ match: [{ uri }], rewrite, route: [to('web', 80)] }), { path });

  expect(answer.kind === 'backends' && answer.treatment.path).toBe(sent);
});

test('Host is rewritten by the rule, else by its headers, else by its only destination', () => {
  const host = (name: string): Json => ({ request: { set: { Host: name } } });
  const sent = (spec: Readonly<Record<string, Json>>): unknown => {
    const answer = ask(rule({ route: [to('web', 80, { headers: host('end') })], ...spec }));
    return answer.kind === 'backends' && answer.treatment.host;
  };

  expect(sent({})).toBe('end');
  expect(sent({ headers: host('rule') })).toBe('rule');
  expect(sent({ headers: host('rule'), rewrite: { authority: 'rewritten' } })).toBe('rewritten');
});

test.each<[Json, Partial<Request>, string]>([
  [{ authority: 'new.org' }, { path: '/a?b' }, '301 http://new.org/a?b'],
  [{ uri: '/x' }, { path: '/a?b' }, '301 http://shop.example.com/x?b'],
  [{ uri: '/x?y' }, { path: '/a?b' }, '301 http://shop.example.com/x?y'],
  [{ scheme: 'https', redirectCode: 308 }, { host: 'shop.example.com:80' }, '308 https://shop.example.com/'],
  [{ scheme: 'https' }, { host: 'shop.example.com:8080' }, '301 https://shop.example.com:8080/'],
  [{ port: 8443, scheme: 'https' }, {}, '301 https://shop.example.com:8443/'],
  [{ port: 443, scheme: 'https' }, {}, '301 https://shop.example.com/'],
])('redirect %j', (redirect, request, expected) => {
  expect(word(ask(rule({ redirect }), request))).toBe(expected);
});

test('a browser that asks first is answered by the gateway when its origin is allowed', () => {
  const spec = { corsPolicy: { allowOrigins: [{ exact: 'https://ok.example' }] }, route: [to('web', 80)] };
  const from = (origin: string): Partial<Request> => ({
    method: 'OPTIONS',
    headers: [
      ['Origin', origin],
      ['Access-Control-Request-Method', 'PUT'],
    ],
  });

  expect(word(ask(rule(spec), from('https://ok.example')))).toBe('200');
  expect(word(ask(rule(spec), from('https://bad.example')))).toBe('acme/web:80 10000');
  expect(word(ask(rule(spec), { ...from('https://ok.example'), method: 'GET' }))).toBe('acme/web:80 10000');
  const ignoring = { ...spec, corsPolicy: { ...spec.corsPolicy, unmatchedPreflights: 'IGNORE' } };
  expect(word(ask(rule(ignoring), from('https://bad.example')))).toBe('200');
});

test('timeouts, retries, faults and mirrors are told, in milliseconds and parts of 10 000', () => {
  const answer = ask(
    rule({
      route: [to('web', 80)],
      timeout: '1m',
      retries: { attempts: 2, perTryTimeout: '0.5s' },
      fault: { abort: { httpStatus: 503, percentage: { value: 1 } } },
      mirror: { host: 'copy' },
      mirrorPercentage: { value: 0.5 },
    }),
  );

  expect(answer.kind === 'backends' && answer.treatment).toEqual({
    path: '/',
    host: 'shop.example.com',
    timeout: 60_000,
    retries: { attempts: 2, perTryTimeout: 500 },
    fault: { abort: { httpStatus: 503, percentage: { value: 1 } } },
    mirrors: [{ to: 'acme/copy', parts: 50 }],
  });
});
