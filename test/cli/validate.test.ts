import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.js';
import { memoryWorld } from '../memory-world.js';

const WRONG = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: shop
  namespace: acme
spec:
  hosts: [shop.acme.example]
  http:
  - route:
    - destination: {host: old.acme.svc.cluster.local}
      weight: 80
    - destination: {host: new.acme.svc.cluster.local}
      wieght: 20
`;

describe('sluice validate', () => {
  it('names file, line, column and the way out', async () => {
    const world = memoryWorld({ files: { 'm/shop.yaml': WRONG } });

    expect(await run(world, ['validate', 'm'])).toBe(1);
    expect(world.stdout.text).toContain('is no field of this object. Did you mean "weight"?');
    expect(world.stdout.text).toContain('at m/shop.yaml:13:7 VirtualService acme/shop spec.http[0].route[1].wieght');
    expect(world.stdout.text).toMatch(/1 objects in 1 files: \d errors?/);
  });

  it('reads standard input, many documents, and lists of objects', async () => {
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }],
    });
    const world = memoryWorld({ stdin: `${list}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n` });

    expect(await run(world, ['validate', '-'])).toBe(0);
    expect(world.stdout.text).toBe('2 objects in 1 files: nothing found.\n');
  });

  it('knows a user’s own kinds by their definitions', async () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: sluices.acme.example}
spec:
  group: acme.example
  names: {kind: Sluice, plural: sluices, singular: sluice, listKind: SluiceList}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {gates: {type: integer}}}}}}
`;
    const object =
      'apiVersion: acme.example/v1\nkind: Sluice\nmetadata: {name: a, namespace: b}\nspec: {gates: many}\n';
    const world = memoryWorld({ files: { 'crds/sluice.yaml': crd, 'a.yaml': object } });

    expect(await run(world, ['validate', '--schema', 'crds', '--', 'a.yaml'])).toBe(1);
    expect(world.stdout.text).toContain('spec.gates');
  });

  it('cannot tell about what is not there, and says so with exit code 2', async () => {
    const world = memoryWorld();

    expect(await run(world, ['validate', 'nowhere'])).toBe(2);
    expect(world.stderr.text).toContain('✖ nowhere is no file and no folder.');
  });
});
