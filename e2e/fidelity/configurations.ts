import fc from 'fast-check';
import type { Json, Manifest } from '../../src/model/manifest.js';

/*
 * Configurations that istiod accepts and that are meant to be misread: prefixes within prefixes, paths that are written
 * in several ways, expressions, empty texts, conditions on the same things.
 */

const paths = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/ab',
  '/A',
  '/a%2Fb',
  '/a%2fb',
  '//a',
  '/a//b',
  '/a.b',
  '/a/..',
  '/%61',
  '/a~b',
  '/a;b',
];
const regexes = [
  '/a.*',
  '/a/[a-z]+',
  '/(a|b)',
  '.*',
  '/a?',
  '/a/?',
  '(?i)/a',
  '/[^/]+/b',
  '/a%2[fF]b',
  '/a\\.b',
  '/.{2}',
  '/a|/a/b',
];
const values = ['a', 'b', 'ab', 'A', 'a,b', 'a b'];
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'];

const uri: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...paths).map(exact => ({ exact })),
  fc.constantFrom(...paths).map(prefix => ({ prefix })),
  fc.constantFrom(...regexes).map(regex => ({ regex })),
);

const text: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...values).map(exact => ({ exact })),
  fc.constantFrom('a', 'A', 'ab').map(prefix => ({ prefix })),
  fc.constantFrom('a+', '[ab]', 'a|ab', '(?i)A.*', '.*', '.+').map(regex => ({ regex })),
);

const maps = (names: readonly string[], of: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.dictionary(fc.constantFrom(...names), of, { minKeys: 1, maxKeys: 2, noNullPrototype: true });

const match: fc.Arbitrary<Json> = fc.record(
  {
    uri,
    ignoreUriCase: fc.boolean(),
    method: fc.oneof(
      fc.constantFrom(...methods).map(exact => ({ exact })),
      fc.constantFrom('P', 'GE').map(prefix => ({ prefix })),
      fc.constant({ regex: 'GET|POST' }),
    ),
    authority: fc.oneof(fc.constant({ prefix: 'h' }), fc.constant({ regex: '.*:80' })),
    scheme: fc.constantFrom<Json>({ exact: 'http' }, { exact: 'https' }),
    headers: maps(['x-a', 'X-B', 'cookie'], fc.oneof(text, fc.constant({}))),
    withoutHeaders: maps(['x-a', 'x-b'], fc.oneof(text, fc.constant({}))),
    queryParams: maps(['q', 'Q'], text),
    port: fc.constantFrom(80, 443),
  },
  { requiredKeys: [] },
);

/** Mostly a path and one thing more: with too many conditions nothing is ever taken. */
const likely: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ uri }) },
  { weight: 2, arbitrary: fc.record({ uri, ignoreUriCase: fc.constant(true) }) },
  {
    weight: 2,
    arbitrary: fc.record({ uri, headers: maps(['x-a', 'X-B', 'cookie'], fc.oneof(text, fc.constant({}))) }),
  },
  { weight: 1, arbitrary: fc.record({ uri, withoutHeaders: maps(['x-a', 'x-b'], fc.oneof(text, fc.constant({}))) }) },
  { weight: 1, arbitrary: fc.record({ uri, queryParams: maps(['q', 'Q'], text) }) },
  { weight: 1, arbitrary: match },
);

const redirect: fc.Arbitrary<Json> = fc.oneof(
  fc.record(
    {
      authority: fc.constantFrom('new.example', 'new.example:8443'),
      uri: fc.constantFrom('/gone', '/gone?x=y', '/'),
      scheme: fc.constantFrom('http', 'https'),
      redirectCode: fc.constantFrom(301, 302, 303, 307, 308),
    },
    { requiredKeys: ['uri'] },
  ),
  fc.record({ scheme: fc.constant('https'), port: fc.constantFrom(80, 443, 8443) }),
  fc.record({
    authority: fc.constant('new.example'),
    derivePort: fc.constantFrom('FROM_REQUEST_PORT', 'FROM_PROTOCOL_DEFAULT'),
  }),
);

const rewrite: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ uri: fc.constantFrom('/', '/r', '/r/') }),
  fc.record({ uri: fc.constant('/r'), authority: fc.constant('inner.example') }),
  fc.constantFrom('^/a(/.*)?$|/r\\1', '/|/r/', 'a|\\\\', '^/(.)(.*)|/\\2\\1', '.|\\0\\0').map(both => {
    const [pattern = '', to = ''] = both.split('|');
    return { uriRegexRewrite: { match: pattern, rewrite: to } };
  }),
);

/** istiod takes one word for Host, of the rewrite or of the headers. */
function withoutSecondHost(spec: Readonly<Record<string, unknown>>): Json {
  const { headers, ...others } = spec as Readonly<Record<string, Json>>;
  const both = JSON.stringify(others['rewrite'] ?? {}).includes('authority');
  return headers === undefined || both ? others : { ...others, headers };
}

const ends: fc.Arbitrary<Json> = fc
  .record(
    {
      route: fc.constantFrom<Json>(
        [{ destination: { host: 'one', port: { number: 8080 } } }],
        [
          {
            destination: { host: 'two.acme.svc.cluster.local', port: { number: 8080 } },
            headers: { request: { set: { Host: 'end.example' } } },
          },
        ],
        [
          { destination: { host: 'one', port: { number: 8080 } }, weight: 0 },
          { destination: { host: 'two', port: { number: 8080 } }, weight: 1 },
        ],
      ),
      rewrite,
      headers: fc.constant({ request: { set: { Host: 'rule.example', 'x-set': 'yes' } } }),
      corsPolicy: fc.constantFrom<Json>(
        { allowOrigins: [{ exact: 'https://ok.example' }] },
        { allowOrigins: [{ regex: 'https://.*' }], unmatchedPreflights: 'IGNORE' },
      ),
    },
    { requiredKeys: ['route'] },
  )
  .map(withoutSecondHost);

function rule(name: string): fc.Arbitrary<Json> {
  const action = fc.oneof(
    { weight: 5, arbitrary: fc.constant({ directResponse: { status: 200, body: { string: name } } } as Json) },
    { weight: 1, arbitrary: redirect.map(of => ({ redirect: of })) },
    { weight: 3, arbitrary: ends },
  );
  const matches = fc.oneof(
    { weight: 9, arbitrary: fc.array(likely, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
  return fc
    .tuple(matches, action)
    .map(([taken, does]) => ({ name, ...(taken.length > 0 && { match: taken }), ...(does as object) }));
}

const rules = fc
  .integer({ min: 1, max: 5 })
  .chain(count => fc.tuple(...Array.from({ length: count }, (_, nth) => rule(`r${nth}`))));

export const gateway: Manifest = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge', namespace: 'acme' },
  spec: {
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
  },
};

/** VirtualServices with hosts of their own, some of them with a star. */
export function configurations(count: number, seed: number): readonly Manifest[] {
  return fc.sample(rules, { numRuns: count, seed }).map((http, i) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: `c${i}`, namespace: 'acme' },
    spec: { hosts: [i % 5 === 0 ? `*.h${i}.example.com` : `h${i}.example.com`], gateways: ['edge'], http },
  }));
}
