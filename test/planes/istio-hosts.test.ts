import { expect, test } from 'vitest';
import type { Json, Manifest } from '../../src/model/manifest.js';
import { ask, edge, says, virtualService, word } from './shop.js';

function gateway(servers: readonly Json[], selector: Json = { istio: 'ingressgateway' }, name = 'edge'): Manifest {
  return { ...edge, metadata: { name, namespace: 'acme' }, spec: { selector, servers } };
}

const http = (hosts: readonly string[], others = {}): Json => ({
  port: { number: 80, name: 'http', protocol: 'HTTP' },
  hosts,
  ...others,
});

const https = (name: string, hosts: readonly string[], mode = 'SIMPLE'): Json => ({
  port: { number: 443, name, protocol: mode === 'PASSTHROUGH' ? 'TLS' : 'HTTPS' },
  hosts,
  tls: { mode },
});

test('the most specific host wins, and a star stands for something', () => {
  const found = [
    edge,
    ...['*.example.com', '*.b.example.com', 'a.b.example.com'].map((host, i) =>
      virtualService(`vs-${i}`, { hosts: [host], http: [says(host)] }),
    ),
  ];
  const of = (host: string): string => word(ask(found, { host }));

  expect(of('a.b.example.com')).toBe('a.b.example.com');
  expect(of('x.b.example.com')).toBe('*.b.example.com');
  expect(of('x.y.b.example.com')).toBe('*.b.example.com');
  expect(of('b.example.com')).toBe('*.example.com');
  expect(of('A.B.Example.com:8080')).toBe('a.b.example.com');
  for (const host of ['example.com', '.example.com', 'a.b.example.com.', 'elsewhere.org']) expect(of(host)).toBe('404');
});

test('a host with a namespace is open to that namespace only', () => {
  const vs = virtualService('shop', { http: [says('shop')] });
  const hosts = ['acme/*', './*', '*/*', 'other/*', '*'];
  const words = hosts.map(host => word(ask([gateway([http([host])]), vs])));

  expect(words).toEqual(['shop', 'shop', 'shop', '404', 'shop']);
});

test('plain requests are sent to HTTPS, where a route or an open host is; others get 404', () => {
  const redirecting = gateway([http(['*.example.com', 'acme/closed.org'], { tls: { httpsRedirect: true } })]);
  const found = [redirecting, virtualService('shop', { http: [says('shop')] })];

  expect(word(ask(found, { path: '/a?b', host: 'shop.example.com:80' }))).toBe('301 https://shop.example.com:80/a?b');
  expect(word(ask(found, { host: 'other.example.com' }))).toBe('301 https://other.example.com/');
  expect(word(ask(found, { host: 'closed.org' }))).toBe('404');
});

test('the TLS name chooses the server, and Host a route of that server', () => {
  const found = [
    gateway([https('wide', ['*.example.com']), https('narrow', ['shop.example.com'])]),
    virtualService('shop', { http: [says('shop')] }),
    virtualService('cart', { hosts: ['cart.example.com'], http: [says('cart')] }),
  ];
  const over = { scheme: 'https', port: 443 } as const;

  expect(word(ask(found, over))).toBe('shop');
  expect(word(ask(found, { ...over, host: 'cart.example.com' }))).toBe('cart');
  expect(word(ask(found, { ...over, host: 'cart.example.com', serverName: 'shop.example.com' }))).toBe('404');
  expect(word(ask(found, { ...over, serverName: 'elsewhere.org' }))).toBe('0');
  expect(word(ask(found, { ...over, port: 444 }))).toBe('0');
  expect(word(ask(found, { scheme: 'http', port: 443 }))).toBe('0');
});

test('a connection that is passed through goes by its TLS name', () => {
  const route = [
    { destination: { host: 'old', port: { number: 443 } }, weight: 3 },
    { destination: { host: 'new', port: { number: 443 } }, weight: 1 },
  ];
  const match = [{ port: 443, sniHosts: ['shop.example.com'] }];
  const found = [
    gateway([https('tls', ['*.example.com'], 'PASSTHROUGH')]),
    virtualService('shop', { tls: [{ match, route }] }),
  ];

  expect(word(ask(found, { scheme: 'https', port: 443 }))).toBe('acme/old:443 7500, acme/new:443 2500');
  expect(word(ask(found, { scheme: 'https', port: 443, host: 'x.example.com' }))).toBe('0');
});

test('two VirtualServices of one host: what both would do is known, and else who was first', () => {
  const at = (path: string) => ({ match: [{ uri: { prefix: path } }] });
  const one = [says('one', at('/a')), says('rest')];
  const two = [says('two', at('/a/b')), says('rest')];
  const made = (time: string) => ({ creationTimestamp: time });
  const unordered = [edge, virtualService('one', { http: one }), virtualService('two', { http: two })];
  const ordered = [
    edge,
    virtualService('one', { http: one }, made('2026-01-02T00:00:00Z')),
    virtualService('two', { http: two }, made('2026-01-01T00:00:00Z')),
  ];

  expect(word(ask(unordered, { path: '/a' }))).toBe('one');
  expect(word(ask(unordered, { path: '/' }))).toBe('rest');
  expect(word(ask(unordered, { path: '/a/b' }))).toMatch(/^unknown: which of .* was made first/);
  expect(word(ask(ordered, { path: '/a/b' }))).toBe('two');
});

test('what is exported to one namespace counts when the gateway is known to be there', () => {
  const vs = virtualService('shop', { exportTo: ['.'], http: [says('shop')] });
  const pods = (namespace: string): Manifest => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'gateway', namespace },
    spec: { template: { metadata: { labels: { istio: 'ingressgateway', app: 'gateway' } } } },
  });

  expect(word(ask([edge, vs]))).toMatch(/^unknown: whether VirtualService acme\/shop is exported/);
  expect(word(ask([edge, vs, pods('acme')]))).toBe('shop');
  expect(word(ask([edge, vs, pods('istio-system')]))).toBe('404');
  expect(word(ask([edge, virtualService('shop', { exportTo: ['~'], http: [says('shop')] })]))).toBe('404');
});

test('a delegate stands where it is called, within the conditions of the call', () => {
  const root = virtualService('root', {
    http: [
      { match: [{ uri: { prefix: '/a' } }], delegate: { name: 'leaf', namespace: 'team' }, timeout: '3s' },
      { match: [{ uri: { prefix: '/b' } }], delegate: { name: 'missing' } },
      says('rest'),
    ],
  });
  const leaf: Manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'leaf', namespace: 'team' },
    spec: {
      http: [
        says('outside', { match: [{ uri: { prefix: '/c' } }] }),
        { match: [{ uri: { exact: '/a/1' } }], route: [{ destination: { host: 'web', port: { number: 80 } } }] },
        says('leaf'),
      ],
    },
  };
  const found = [edge, root, leaf];
  const sent = ask(found, { path: '/a/1' });

  expect(word(sent)).toBe('team/web:80 10000');
  expect(sent.kind === 'backends' && sent.treatment['timeout']).toBe(3_000);
  expect(['/a/2', '/b', '/c'].map(path => word(ask(found, { path })))).toEqual(['leaf', 'rest', 'rest']);
});

test('gateways on different Pods that both have the host: only DNS knows', () => {
  const both = [edge, gateway([http(['*.example.com'])], { istio: 'other' }, 'other')];
  const vs = virtualService('shop', { gateways: ['edge', 'other'], http: [says('shop')] });

  expect(word(ask([...both, vs]))).toMatch(/^unknown: which Pods the client reaches/);
  expect(word(ask([...both, virtualService('shop', { http: [says('shop')] })]))).toBe('shop');
});

test.each([
  ['AuthorizationPolicy', 'security.istio.io/v1', { selector: { matchLabels: { istio: 'ingressgateway' } } }],
  ['EnvoyFilter', 'networking.istio.io/v1alpha3', { workloadSelector: { labels: { istio: 'ingressgateway' } } }],
])('an %s on the gateway is not guessed about', (kind, apiVersion, spec) => {
  const other: Manifest = { apiVersion, kind, metadata: { name: 'it', namespace: 'acme' }, spec };
  const vs = virtualService('shop', { http: [says('shop')] });

  expect(word(ask([edge, vs, other]))).toBe(`unknown: what ${kind} acme/it says to it`);
  expect(word(ask([edge, vs, { ...other, spec: { action: 'DENY' } }]))).toBe('shop');
});
