import { expect, test } from 'vitest';
import { ask, edge, says, virtualService, word } from './shop.js';

// Every line was measured on istiod 1.27.9 with Envoy 1.36.4: what came, and what a redirect gave back.
const seen: readonly (readonly [sent: string, seen: string])[] = [
  ['/a/../b', '/b'],
  ['/a/./b', '/a/b'],
  ['/a/%2e%2e/b', '/b'],
  ['/a/.%2e/b', '/b'],
  ['/a/%2E/b', '/a/b'],
  ['/a//b', '/a//b'],
  ['//', '//'],
  ['/a//../b', '/a/b'],
  ['/a/b/../../..', '/'],
  ['/a/..', '/'],
  ['/a/.', '/a/'],
  ['/a/...', '/a/...'],
  ['/a/..;/b', '/a/..;/b'],
  ['/a%2Fb', '/a%2Fb'],
  ['/a%2fb', '/a%2fb'],
  ['/%2e%2e%2fb', '/..%2fb'],
  ['/%41bc%7e', '/Abc~'],
  ['/a%2db%5fc%30', '/a-b_c0'],
  ['/a%3a%3f%23%5c%20', '/a%3a%3f%23%5c%20'],
  ['/%2541%25', '/%2541%25'],
  ['/a/%zz', '/a/%zz'],
  ['/a%', '/a%'],
  ['/a%0', '/a%0'],
  ['/a\\b', '/a/b'],
  ['/a"b<c>^`{|}', '/a%22b%3Cc%3E%5E%60%7B%7C%7D'],
  ["/a'b;c=!$&()*+,:=@_~[]", "/a'b;c=!$&()*+,:=@_~[]"],
  ['/a?x=/../y', '/a?x=/../y'],
  ['/a/../b?x=%2e%2e', '/b?x=%2e%2e'],
  ['/a?', '/a?'],
  ['/a#b', '/a'],
];

const mirror = [edge, virtualService('mirror', { http: [{ redirect: { authority: 'seen' } }] })];

test.each(seen)('%s is read as %s', (sent, read) => {
  expect(word(ask(mirror, { path: sent }))).toBe(`301 http://seen${read}`);
});

test('a path with a zero byte, or without a slash, is refused', () => {
  for (const path of ['/%00', 'abc', '*']) expect(word(ask(mirror, { path }))).toBe('400');
});

test('bytes that no URL has are not guessed about', () => {
  expect(word(ask(mirror, { path: '/ä' }))).toMatch(/^unknown: a path with bytes/);
});

test('a prefix is one of letters and an exact path has no slash to spare; neither sees the query', () => {
  const found = [
    edge,
    virtualService('shop', {
      http: [
        says('exact', { match: [{ uri: { exact: '/cart' } }] }),
        says('prefix', { match: [{ uri: { prefix: '/car' } }] }),
        says('regex', { match: [{ uri: { regex: '/v[0-9]' } }] }),
        says('folded', { match: [{ uri: { prefix: '/Case' }, ignoreUriCase: true }] }),
      ],
    }),
  ];
  const at = (path: string): string => word(ask(found, { path }));

  expect(['/cart', '/cart?a', '/cart/', '/carts', '/Cart', '/ca'].map(at)).toEqual([
    'exact',
    'exact',
    'prefix',
    'prefix',
    '404',
    '404',
  ]);
  expect(['/v1', '/v1?a', '/v12', '/x/v1', '/V1'].map(at)).toEqual(['regex', 'regex', '404', '404', '404']);
  expect(['/case', '/CASES', '/cas'].map(at)).toEqual(['folded', 'folded', '404']);
});
