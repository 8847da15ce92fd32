import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { type Match, path } from '../../../src/model/match.js';
import { routeMatches } from '../../../src/routers/istio/match.js';
import { pathRewrite } from '../../../src/routers/istio/path-rewrite.js';
import { refusal } from '../../model/refusal.js';
import { routeOf } from '../acme.js';

interface Rewrite {
  readonly uri?: string;
  readonly uriRegexRewrite?: { readonly match: string; readonly rewrite: string };
}

/** What Envoy does: a prefix or the whole path gives way to `uri`; an expression replaces what it matches. */
function sent(seen: string, match: readonly Match[], to: string): string | 'unmatched' {
  const route = routeOf({ match, rewrite: { path: to } });
  const uris = routeMatches(route).map(of => of.uri as { exact?: string; prefix?: string; regex?: string });
  const uri = uris.length === 0 ? { prefix: '/' } : uris.find(of => takes(of, seen));
  if (!uri) return 'unmatched';
  const rewrite = pathRewrite(to, route) as Rewrite;
  if (rewrite.uri !== undefined) return rewrite.uri + (uri.prefix === undefined ? '' : seen.slice(uri.prefix.length));
  const { match: regex, rewrite: replacement } = rewrite.uriRegexRewrite!;
  return RE2JS.compile(regex).matcher(seen).replaceAll(replacement.replaceAll('\\1', '$1'));
}

function takes(uri: { exact?: string; prefix?: string; regex?: string }, seen: string): boolean {
  if (uri.exact !== undefined) return uri.exact === seen;
  if (uri.prefix !== undefined) return seen.startsWith(uri.prefix);
  return RE2JS.compile(uri.regex!).matcher(seen).matches();
}

describe('a rewrite', () => {
  test.each<[string, readonly Match[], string, string]>([
    ['/api', [path.prefix('/api')], '/v2', '/v2'],
    ['/api/', [path.prefix('/api')], '/v2', '/v2/'],
    ['/api/a/b', [path.prefix('/api')], '/v2', '/v2/a/b'],
    ['/api/a', [path.prefix('/api')], '/v2/', '/v2/a'],
    ['/apis', [path.prefix('/api')], '/v2', 'unmatched'],
    ['/api', [path.prefix('/api')], '/', '/'],
    ['/api/', [path.prefix('/api')], '/', '/'],
    ['/api/a', [path.prefix('/api')], '/', '/a'],
    ['/a/x', [path.prefix('/a'), path.prefix('/ab')], '/v2', '/v2/x'],
    ['/ab/x', [path.prefix('/a'), path.prefix('/ab')], '/v2', '/v2/x'],
    ['/ab', [path.prefix('/a'), path.prefix('/ab')], '/', '/'],
    ['/a.b/x', [path.prefix('/a.b')], '/v2', '/v2/x'],
    ['/', [path.prefix('/')], '/v2', '/v2/'],
    ['/foo', [path.prefix('/')], '/v2', '/v2/foo'],
    ['/foo', [], '/v2', '/v2/foo'],
    ['/foo', [{ methods: ['GET'] }], '/', '/foo'],
    ['/static-1/x', [path.text('/static')], '/files', '/files-1/x'],
    ['/a', [path.exact('/a')], '/b', '/b'],
    ['/users/7', [path.regex('/users/([0-9]+)')], '/u/\\1', '/u/7'],
  ])('of %s by %j to %s gives %s', (seen, match, to, expected) => {
    expect(sent(seen, match[0]?.path || match.length === 0 ? match : [{ ...match[0], ...path.prefix('/') }], to)).toBe(
      expected,
    );
  });

  test('means one thing for all matches of a route, or is refused', () => {
    expect(refusal(() => pathRewrite('/v2', routeOf({ match: [path.exact('/a'), path.prefix('/b')] })))).toEqual([
      'Route "shop" rewrites paths that it matches in several ways (exact, prefix).',
      'Make one route of each way.',
    ]);
    expect(refusal(() => pathRewrite('/v2', routeOf({ match: [path.prefix('/a'), path.prefix('/a/b')] })))).toEqual([
      'Route "shop" rewrites paths that it matches once by "/a/b" and once by a shorter prefix of it.',
      'Make one route of each way.',
    ]);
  });
});
