import { expect, test } from 'vitest';
import { sampleRequest } from '../../e2e/walk/sample-request.js';
import { path, text } from '../../src/model/match.js';
import type { Route } from '../../src/model/route.js';

const route: Route = { name: 'r', host: 'shop.example.com', gateways: ['edge'], protocol: 'http', match: [] };

test('a route that takes everything is asked for its root', () => {
  expect(sampleRequest(route)).toEqual({ host: 'shop.example.com', path: '/', protocol: 'http1', headers: {} });
});

test('a match on path, method, headers, cookies and query is met in each of them', () => {
  const match = {
    ...path.prefix('/api'),
    methods: ['POST' as const],
    headers: { 'x-api': text.present() },
    cookies: { beta: text.exact('on'), user: text.prefix('a') },
    query: { q: text.exact('a b') },
  };

  expect(sampleRequest({ ...route, match: [match] })).toMatchObject({
    path: '/api?q=a%20b',
    method: 'POST',
    headers: { 'x-api': 'any', cookie: 'beta=on; user=a' },
  });
});

test('a wildcard host is asked by a name below it', () => {
  expect(sampleRequest({ ...route, host: '*.example.com' }).host).toBe('any.example.com');
});

test.each([
  [[], '/sample.v1.Sample/Get'],
  [[path.prefix('/orders.v1.Orders')], '/orders.v1.Orders/Get'],
  [[path.exact('/orders.v1.Orders/List')], '/orders.v1.Orders/List'],
])('a gRPC route %j is asked for a whole method', (match, asked) => {
  expect(sampleRequest({ ...route, protocol: 'grpc', match }).path).toBe(asked);
});

test('no request is guessed for a regex', () => {
  expect(() => sampleRequest({ ...route, match: [path.regex('/a.*')] })).toThrow('Write the request by hand');
});
