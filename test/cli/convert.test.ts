import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.js';
import { memoryWorld } from '../memory-world.js';

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: acme
  annotations:
    nginx.ingress.kubernetes.io/proxy-read-timeout: "30"
    nginx.ingress.kubernetes.io/proxy-raed-timeout: "30"
spec:
  ingressClassName: nginx
  rules:
  - host: shop.acme.example
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: web, port: {number: 80}}}
`;

describe('sluice convert', () => {
  it('S1: says what becomes of each field, with its line, and writes nothing by itself', async () => {
    const world = memoryWorld({ files: { 'm/shop.yaml': INGRESS } });

    expect(await run(world, ['convert', 'm'])).toBe(0);
    expect(world.stdout.text).toContain('✖ unknown  m/shop.yaml:8:5 Ingress acme/shop metadata.annotations');
    expect(world.stdout.text).toContain('Did you mean "proxy-read-timeout"?');
    expect(world.stdout.text).toContain('▲ approximated  m/shop.yaml:7:5');
    expect(world.stdout.text).toContain('12 fields of 1 objects: ');
    expect(world.files.list(world.cwd).map(({ path }) => path)).toEqual(['m', 'm/shop.yaml']);
  });

  it('fails from a verdict on', async () => {
    const world = memoryWorld({ files: { 'shop.yaml': INGRESS } });

    expect(await run(world, ['convert', 'shop.yaml', '--fail-on', 'unknown'])).toBe(1);
    expect(await run(world, ['convert', 'shop.yaml', '--fail-on', 'refused'])).toBe(0);
  });

  it('writes again over what it wrote, and never over an edit', async () => {
    const world = memoryWorld({ files: { 'shop.yaml': INGRESS } });

    expect(await run(world, ['convert', 'shop.yaml', '--to', 'src/estate/shop.ts'])).toBe(0);
    const text = world.files.read(`${world.cwd}/src/estate/shop.ts`)!.toString('utf8');
    expect(text).toContain("phase: 'prepare',");
    expect(await run(world, ['convert', 'shop.yaml', '--to', 'src/estate/shop.ts'])).toBe(0);
    expect(world.files.read(`${world.cwd}/src/estate/shop.ts`)!.toString('utf8')).toBe(text);

    world.files.write(`${world.cwd}/src/estate/shop.ts`, text.replace("'30s'", "'60s'"));
    expect(await run(world, ['convert', 'shop.yaml', '--to', 'src/estate/shop.ts'])).toBe(2);
    expect(world.stderr.text).toContain(
      '✖ src/estate/shop.ts is there already, and was not written by this command alone.',
    );
    expect(world.files.read(`${world.cwd}/src/estate/shop.ts`)!.toString('utf8')).toContain("'60s'");
  });

  it('has the same for programs and for pull requests', async () => {
    const world = memoryWorld({ stdin: INGRESS });
    await run(world, ['convert', '-', '--output', 'json']);
    const json = JSON.parse(world.stdout.text) as { readonly fields: number; readonly verdicts: readonly unknown[] };

    expect(json.verdicts).toHaveLength(json.fields);
    expect(json).toMatchObject({ objects: 1, counts: { approximated: 1, unknown: 1 } });

    const other = memoryWorld({ stdin: INGRESS });
    await run(other, ['convert', '-', '--output', 'markdown']);
    expect(other.stdout.text).toContain('| Ingress acme/shop |');
    expect(other.stdout.text).toContain('## What needs a person');
  });

  it('cannot write what has no host, and says so', async () => {
    const world = memoryWorld({ stdin: INGRESS.replace('ingressClassName: nginx', 'ingressClassName: traefik') });

    expect(await run(world, ['convert', '-', '--to', 'a.ts'])).toBe(2);
    expect(world.stderr.text).toContain('✖ No host could be converted, so a.ts is not written.');
  });
});
