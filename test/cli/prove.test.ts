import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.js';
import { realWorld } from '../../src/world.js';
import { memoryWorld } from '../memory-world.js';
import { shopYaml } from './manifests.js';

async function prove(before: string, after: string, flags: readonly string[] = []) {
  const world = memoryWorld({ files: { 'before/shop.yaml': before, 'after/shop.yaml': after } });
  const code = await run(world, ['prove', 'before', 'after', ...flags]);
  return { code, out: world.stdout.text, err: world.stderr.text };
}

test('the same manifests are the same, and it is said over how many requests', async () => {
  const { code, out } = await prove(shopYaml(25), shopYaml(25));

  expect(code).toBe(0);
  expect(out).toMatch(/^\d\d+ requests at 1 door: (\d+) same, 0 intended, 0 different, 0 could not be decided.\n$/);
});

test('a phase changes shares only: intended, and a difference when asked strictly', async () => {
  const { code, out } = await prove(shopYaml(0), shopYaml(25));

  expect(code).toBe(0);
  expect(out).toContain(
    'ℹ GET https://shop.example.com/cart  old: acme/old-shop:8080 100 %; new: acme/old-shop:8080 75 %, acme/shop:8080 25 %',
  );
  expect((await prove(shopYaml(0), shopYaml(25), ['--strict'])).code).toBe(1);
});

test('a path that is gone is a counter-example', async () => {
  const { code, out } = await prove(shopYaml(25, ['/cart', '/pay']), shopYaml(25));

  expect(code).toBe(1);
  expect(out).toContain(
    '✖ GET https://shop.example.com/pay  old: acme/old-shop:8080 75 %, acme/shop:8080 25 %; new: 404: no rule of',
  );
  expect(out).not.toContain('✖ GET https://shop.example.com/cart ');
});

test('one slash more in a matcher is found, on both sides of it', async () => {
  const { code, out } = await prove(shopYaml(25, ['/cart']), shopYaml(25, ['/cart/']), ['--output', 'json']);
  const paths = JSON.parse(out).different.map(({ request }: { request: { path: string } }) => request.path);

  expect(code).toBe(1);
  expect(paths).toEqual(expect.arrayContaining(['/cart', '/cartx', '/cart?x=y', '/x/../cart']));
  expect(paths).not.toContain('/cart/');
});

test('another timeout, another host and another protocol are differences', async () => {
  const timeout = await prove(shopYaml(25), shopYaml(25).replace('timeout: 5s', 'timeout: 6s'));
  expect([timeout.code, timeout.out]).toEqual([1, expect.stringContaining(': timeout 5000 → 6000')]);

  const host = await prove(shopYaml(25), shopYaml(25).replaceAll('shop.example.com', 'www.example.com'));
  expect([host.code, host.out]).toEqual([
    1,
    expect.stringContaining('https://www.example.com/cart  old: no connection'),
  ]);
});

test('five seconds are five thousand milliseconds, and the order of destinations means nothing', async () => {
  const other = shopYaml(25).replace('timeout: 5s', 'timeout: 5000ms');
  const swapped = other
    .replace('host: old-shop, port: { number: 8080 } }, weight: 75', 'host: A')
    .replace('host: shop, port: { number: 8080 } }, weight: 25', 'host: old-shop, port: { number: 8080 } }, weight: 75')
    .replace('host: A', 'host: shop, port: { number: 8080 } }, weight: 25');

  expect(swapped).not.toBe(other);
  expect((await prove(shopYaml(25), swapped, ['--strict'])).code).toBe(0);
});

test('what cannot be told is said and exits 2; an expression is only sampled', async () => {
  const unknown = shopYaml(25).replace('uri: { prefix: /cart }', 'headers: { x-request-id: {} }');
  const { code, out } = await prove(unknown, unknown);
  expect([code, out]).toEqual([2, expect.stringContaining('could not be decided')]);

  const regex = shopYaml(25).replace('uri: { prefix: /cart }', 'uri: { regex: "/v[0-9]+" }');
  expect((await prove(regex, regex)).out).toContain('Only sampled, so not proved for all texts: uri regex "/v[0-9]+".');
  expect((await prove(regex, regex.replace('[0-9]', '[1-9]'))).code).toBe(1);
});

test('two sides without a gateway prove nothing', async () => {
  const nothing = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: acme }\n';
  const { code, out } = await prove(nothing, nothing);

  expect([code, out]).toEqual([2, expect.stringContaining('There is no door on either side')]);
});

test('a file that cannot be read is said, with its line', async () => {
  const { code, err } = await prove('a: [', shopYaml(25));

  expect([code, err]).toEqual([2, expect.stringContaining('before/shop.yaml:')]);
});

test('a folder at a git revision is compared with the work tree', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prove-'));
  try {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder });
    git('init', '--quiet');
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/shop.yaml'), `# ä\n${shopYaml(0)}`);
    writeFileSync(join(folder, 'dist/more.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: ä }\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    writeFileSync(join(folder, 'dist/shop.yaml'), shopYaml(25));
    const screen = memoryWorld().stdout;
    const said = memoryWorld().stderr;
    const world = { ...realWorld(), cwd: folder, run: realWorldAt(folder), stdout: screen, stderr: said };

    expect(await run(world, ['prove', 'HEAD:dist', 'dist'])).toBe(0);
    expect(screen.text).toMatch(/ [1-9]\d* intended, 0 different/);
    expect(await run(world, ['prove', 'nowhere:dist', 'dist'])).toBe(2);
    expect(await run(world, ['prove', 'HEAD:nothing', 'dist'])).toBe(2);
    expect(said.text).toContain('There is no revision "nowhere"');
    expect(said.text).toContain('There is no YAML or JSON in HEAD:nothing.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function realWorldAt(cwd: string): ReturnType<typeof realWorld>['run'] {
  return (program, args, options = {}) => realWorld().run(program, args, { cwd, ...options });
}
