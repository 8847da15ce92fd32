import { expect, test } from 'vitest';
import type { Json } from '../../src/model/manifest.js';
import type { Request } from '../../src/planes/plane.js';
import { ask, edge, says, virtualService, word } from './shop.js';

/** Whether a request is taken by one match, and what is not known otherwise. */
function taken(match: Json, request: Partial<Request>): string {
  return word(ask([edge, virtualService('shop', { http: [says('yes', { match: [match] })] })], request));
}

const a = (...values: readonly string[]) => ({ headers: values.map(value => ['X-A', value] as const) });

test('a header is there, even when it is empty; its name has no case', () => {
  const match = { headers: { 'x-a': {} } };

  expect([a(), a(''), a('b')].map(request => taken(match, request))).toEqual(['404', 'yes', 'yes']);
});

test('a header that must not be so is not so when it is missing', () => {
  const notB = { withoutHeaders: { 'x-a': { exact: 'b' } } };
  const none = { withoutHeaders: { 'x-a': {} } };

  expect([a(), a(''), a('b'), a('c')].map(request => taken(notB, request))).toEqual(['yes', 'yes', '404', 'yes']);
  expect([a(), a(''), a('b'), a('c')].map(request => taken(none, request))).toEqual(['yes', '404', '404', '404']);
});

test('several headers of one name are one, with commas', () => {
  expect(taken({ headers: { 'x-a': { exact: 'b,c' } } }, a('b', 'c'))).toBe('yes');
});

test('the first of several parameters counts, as it is sent', () => {
  const one = { queryParams: { q: { exact: '1' } } };
  const queries = ['', '?q', '?q=', '?q=1', '?q=%31', '?Q=1', '?a=b&q=1', '?q=2&q=1', '?&&q=1', '?q=1=2', '?=1'];
  const seen = queries.map(query => taken(one, { path: `/${query}` }));

  expect(seen.flatMap((word, i) => (word === 'yes' ? [queries[i]] : []))).toEqual(['?q=1', '?a=b&q=1', '?&&q=1']);
});

test('authority is Host to the letter, while hosts have no case and no port', () => {
  const match = { authority: { exact: 'shop.example.com' } };
  const hosts = ['shop.example.com', 'shop.example.com:80', 'SHOP.example.com'];

  expect(hosts.map(host => taken(match, { host }))).toEqual(['yes', '404', '404']);
  expect(hosts.map(host => taken({ headers: { host: match.authority } }, { host }))).toEqual(['yes', '404', '404']);
  expect(hosts.map(host => taken({}, { host }))).toEqual(['yes', 'yes', 'yes']);
});

test('the address of the client stands last in X-Forwarded-For, whatever a client claims', () => {
  const match = { headers: { 'x-forwarded-for': { regex: '(?:.*,)?10\\.0\\.0\\.1' } } };
  const claims = { headers: [['x-forwarded-for', '10.0.0.1']] as const };

  expect(taken(match, { client: '10.0.0.1' })).toBe('yes');
  expect(taken(match, { client: '10.0.0.2', ...claims })).toBe('404');
  expect(taken(match, { client: undefined, ...claims })).toMatch(/^unknown: .*the address of the client$/);
});

test('an upgrade counts when Connection repeats it, and other upgrades than WebSocket are refused', () => {
  const match = { headers: { upgrade: { regex: '(?i)websocket' } } };
  const upgrade = (to: string) => ({
    headers: [['Upgrade', to] as const, ['Connection', 'keep-alive, Upgrade'] as const],
  });

  expect(taken(match, upgrade('WebSocket'))).toBe('yes');
  expect(taken(match, { headers: [['Upgrade', 'websocket']] })).toBe('404');
  expect(taken(match, upgrade('other'))).toBe('403');
});

test.each([
  ['what the gateway writes itself', { headers: { 'x-request-id': { prefix: 'a' } } }],
  ['claims of a token', { headers: { '@request.auth.claims.sub': { exact: 'a' } } }],
  ['an expression that RE2 refuses', { headers: { 'x-a': { regex: '(?=a)' } } }],
  ['labels of Pods that no file shows', { sourceLabels: { app: 'gateway' } }],
])('%s is not guessed about', (_, match) => {
  expect(taken(match, a('a'))).toMatch(/^unknown: /);
});

test('a condition that fails decides, whatever cannot be known beside it', () => {
  expect(taken({ uri: { exact: '/no' }, headers: { 'x-request-id': {} } }, {})).toBe('404');
});

test('the order of the list decides, but a rule for everything ends it and is asked last', () => {
  const found = [
    edge,
    virtualService('shop', {
      http: [
        says('first', { match: [{ uri: { prefix: '/a' } }] }),
        says('second', { match: [{ uri: { prefix: '/a/b' } }, { port: 443 }] }),
        says('rest'),
        says('never', { match: [{ uri: { exact: '/c' } }] }),
      ],
    }),
  ];

  expect(['/a/b', '/c', '/'].map(path => word(ask(found, { path })))).toEqual(['first', 'rest', 'rest']);
  expect(word(ask(found, { scheme: 'https', port: 443 }))).toBe('second');
});
