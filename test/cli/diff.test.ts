import { describe, expect, it } from 'vitest';
import { entry, project } from './project.js';

describe('sluice diff', () => {
  it('G3: says which weight of which host changes', async () => {
    const { write, sluice } = project(entry('prepare'));
    await sluice('synth');
    expect(await sluice('diff')).toEqual({ code: 0, out: 'No differences.\n', err: '' });

    write('src/main.ts', entry('canary-10'));

    expect(await sluice('diff')).toEqual({
      code: 1,
      err: '',
      out: `~ VirtualService acme/shop-acme-example (shop.acme.example)
    metadata.annotations: sluice.dev/phase prepare -> canary-10
    spec.http[shop].route[ingress-nginx-controller.ingress-nginx.svc.cluster.local 80]: weight 100 -> 90
    spec.http[shop].route[shop.acme.svc.cluster.local 8080]: weight 0 -> 10
0 added, 0 removed, 1 changed
`,
    });
  });

  it('is data for programs', async () => {
    const { sluice } = project();

    const { code, out } = await sluice('diff', '--output', 'json');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ added: expect.any(Array), removed: [], changed: [] });
  });
});
