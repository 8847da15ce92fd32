import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.js';
import { MARKER } from '../../src/synth/publish.js';
import { memoryWorld } from '../memory-world.js';
import { shopYaml } from './manifests.js';

async function explain(
  args: readonly string[],
  files: Readonly<Record<string, string>> = { 'm/shop.yaml': shopYaml(25) },
) {
  const world = memoryWorld({ files });
  const code = await run(world, ['route', 'explain', ...args]);
  return { code, out: world.stdout.text, err: world.stderr.text };
}

test('a request is followed to its backends, step by step', async () => {
  const { code, out } = await explain(['GET', 'https://shop.example.com/cart/../cart/1', '--manifests', 'm']);

  expect(code).toBe(0);
  expect(out).toBe(`GET https://shop.example.com/cart/../cart/1
  Gateway acme/edge servers[0]: port 443, shop.example.com
  path: is read as /cart/1
  host: "shop.example.com" is taken by "shop.example.com"
  VirtualService acme/shop http[0] match[0]: takes it
  → acme/old-shop:8080 75 %, acme/shop:8080 25 %
    path: /cart/1
    host: shop.example.com
    timeout: 5000
`);
});

test('a request that no rule takes exits 1 and says why each did not', async () => {
  const { code, out } = await explain(['https://shop.example.com/', '--manifests', 'm']);

  expect(code).toBe(1);
  expect(out).toContain('VirtualService acme/shop http[0] match[0]: no: path is not prefix "/cart": it is "/"');
  expect(out).toContain('→ 404: no rule of "shop.example.com" takes it');
});

test('a destination that nobody has exits 1', async () => {
  const yaml = shopYaml(100).replace(
    'name: shop, namespace: acme }\nspec: { ports',
    'name: other, namespace: acme }\nspec: { ports',
  );
  const files = { 'm/shop.yaml': yaml.replaceAll('host: shop,', 'host: api.example.org,') };
  const { code, out } = await explain(['https://shop.example.com/cart', '--manifests', 'm'], files);

  expect(code).toBe(1);
  expect(out).toContain('api.example.org:8080 100 % (503: no Service and no ServiceEntry is named api.example.org)');
});

test('what is not known exits 2 and says what would have to be known', async () => {
  const files = {
    'm/shop.yaml': shopYaml(25).replace('uri: { prefix: /cart }', 'headers: { x-request-id: { prefix: a } }'),
  };
  const { code, out } = await explain(['https://shop.example.com/', '--manifests', 'm'], files);

  expect(code).toBe(2);
  expect(out).toContain(
    'unknown: VirtualService acme/shop http[0] match[0]: what the gateway puts into header x-request-id',
  );
});

test('headers and the address of the client are given as to curl', async () => {
  const match = 'headers: { x-user: { exact: "7" }, x-forwarded-for: { regex: "(.*,)?192.0.2.1" } }';
  const files = { 'm/shop.yaml': shopYaml(25).replace('uri: { prefix: /cart }', match) };
  const url = 'https://shop.example.com/';
  const codes = [
    await explain(['GET', url, '-H', 'X-User: 7', '--from', '192.0.2.1', '--manifests', 'm'], files),
    await explain(['GET', url, '-H', 'X-User: 8', '--from', '192.0.2.1', '--manifests', 'm'], files),
    await explain(['GET', url, '-H', 'X-User: 7', '--from', '192.0.2.2', '--manifests', 'm'], files),
    await explain(['GET', url, '-H', 'X-User: 7', '-H', 'Host: other.org', '--manifests', 'm'], files),
  ].map(({ code }) => code);

  expect(codes).toEqual([0, 1, 1, 1]);
});

test('many requests come from a file, and go out as a JSON object a line', async () => {
  const lines = [
    { url: 'https://shop.example.com/cart' },
    { method: 'POST', url: 'https://shop.example.com/', headers: ['a: b'] },
  ];
  const files = { 'm/shop.yaml': shopYaml(25), 'r.jsonl': `${lines.map(line => JSON.stringify(line)).join('\n')}\n` };
  const { code, out } = await explain(['--requests', 'r.jsonl', '--manifests', 'm', '--output', 'json'], files);
  const answers = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

  expect(code).toBe(1);
  expect(answers.map(({ request, answer }) => [request.method, answer.kind])).toEqual([
    ['GET', 'backends'],
    ['POST', 'refused'],
  ]);
  expect(answers[0].answer.ends).toEqual([
    { to: 'acme/old-shop:8080', parts: 7_500 },
    { to: 'acme/shop:8080', parts: 2_500 },
  ]);
});

test('one host on two clusters is asked about by the cluster', async () => {
  const files = { 'm/a/x/shop.yaml': `${MARKER}\n${shopYaml(25)}`, 'm/b/x/shop.yaml': `${MARKER}\n${shopYaml(50)}` };
  const url = 'https://shop.example.com/cart';

  const { code, out } = await explain([url, '--manifests', 'm'], files);
  expect([code, out]).toEqual([2, expect.stringContaining('which cluster the client reaches: a and b all take it')]);
  expect((await explain([url, '--manifests', 'm', '--cluster', 'b'], files)).out).toContain('acme/shop:8080 50 %');
  expect((await explain([url, '--manifests', 'm', '--cluster', 'c'], files)).err).toContain('There is no cluster "c"');
});

test.each([
  [['GET', 'shop.example.com', '--manifests', 'm'], '"shop.example.com" is no URL of HTTP.'],
  [['GET', 'https://a', '-H', 'x', '--manifests', 'm'], '"x" is no header.'],
  [['--manifests', 'm'], 'One request is asked for'],
  [['--requests', 'none', '--manifests', 'm'], 'none is no file.'],
  [['--requests', 'm/shop.yaml', '--manifests', 'm'], 'm/shop.yaml:1 is no request.'],
])('%j exits 2 and says what to write', async (args, message) => {
  const { code, err } = await explain(args);

  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});
