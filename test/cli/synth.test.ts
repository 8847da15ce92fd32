import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entry, project } from './project.js';

describe('sluice synth', () => {
  it('G2: writes dist, and nothing the second time', async () => {
    const { root, sluice } = project();

    expect(await sluice('synth')).toEqual({
      code: 0,
      out: 'dist: 4 written, 0 removed, 0 unchanged; 1 migrations; nothing found.\n',
      err: '',
    });
    expect(readFileSync(`${root}/dist/prod/acme/checkout.yaml`, 'utf8')).toContain('sluice.dev/phase: canary-10');
    expect((await sluice('synth')).out).toBe('dist: 0 written, 0 removed, 4 unchanged; 1 migrations; nothing found.\n');
  });

  it('G2: prunes a file whose migration is gone, and leaves what it did not write', async () => {
    const { write, sluice } = project();
    await sluice('synth');
    write('dist/prod/acme/notes.txt', 'mine');
    write('dist/prod/acme/mine.yaml', 'a: 1\n');
    write('src/main.ts', entry().replace("new Migration(acme, 'checkout'", "new Migration(acme, 'basket'"));

    const { out, err } = await sluice('synth');

    expect(out).toMatch(/^dist: 1 written, 1 removed, 3 unchanged/);
    expect(err).toBe('▲ dist/prod/acme/mine.yaml was not written by Sluice, and Argo CD applies it all the same.\n');
  });

  it('G2: writes nothing when a check finds an error', async () => {
    const { root, write, sluice } = project();
    await sluice('synth');
    const before = readFileSync(`${root}/dist/prod/acme/checkout.yaml`, 'utf8');
    write('src/main.ts', entry('complete').replace("given: ['Service/shop']", "given: ['Service/other']"));

    const { code, out, err } = await sluice('synth');

    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('✖ service-exists');
    expect(err).toContain('Nothing was written: 1 error.');
    expect(readFileSync(`${root}/dist/prod/acme/checkout.yaml`, 'utf8')).toBe(before);
  });

  it('names the line of a wrong prop, and the way out', () => {
    const { spawned } = project(entry('canry-10'));

    const { code, err } = spawned('synth');

    expect(code).toBe(2);
    expect(err).toBe(
      '✖ There is no phase "canry-10" in migration "acme/checkout". Did you mean "canary-10"?\n' +
        '  → Its phases are prepare, canary-10, complete.\n' +
        '  at src/main.ts:8:1\n',
    );
  });

  it('says that a mechanism cannot do what a plan asks, before anything is rendered', () => {
    const { spawned } = project(
      entry().replace(
        "backend: service('shop', 8080) }",
        "backend: service('shop', 8080), rewrite: { path: '/new' } }",
      ),
    );

    const { code, err } = spawned('synth');

    expect(code).toBe(1);
    expect(err).toContain('✖ router-can-do-it');
    expect(err).toContain('at src/main.ts:8:1');
  });

  it('writes any cdk8s object in a tenant’s scope, under its explicit name', async () => {
    const more = `
      import { ApiObject } from 'cdk8s';
      new ApiObject(acme, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop-settings' }, data: { colour: 'blue' } });
    `;
    const { root, sluice } = project(entry('canary-10', more));

    expect((await sluice('synth')).code).toBe(0);
    expect(readFileSync(`${root}/dist/prod/acme/settings.yaml`, 'utf8')).toContain(
      'name: shop-settings\n  namespace: acme',
    );
  });

  it('refuses an object that belongs to no tenant', async () => {
    const more = `
      import { ApiObject, Chart } from 'cdk8s';
      new ApiObject(new Chart(estate, 'stray'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
    `;
    const { sluice } = project(entry('canary-10', more));

    expect(await sluice('synth')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"stray/object" belongs to no tenant.'),
    });
  });

  it('says where it looks for an estate when there is none', async () => {
    const { root, sluice, write } = project();
    write('cdk8s.yaml', 'language: typescript\napp: npx tsx src/entry.ts\n');

    expect(await sluice('synth')).toEqual({
      code: 2,
      out: '',
      err: '✖ cdk8s.yaml runs src/entry.ts, which is not there.\n  → Put your entry there, or change `app`.\n',
    });
    expect(root).not.toBe('');
  });
});
