import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyModule, goBuild } from '../go.js';
import type { Part } from '../part.js';

// One program under many names: which of them it is, it reads from the name it was called by.
const names = [
  'argocd-repo-server',
  'argocd-application-controller',
  'argocd-applicationset-controller',
  'argocd-server',
];

export const argocd: Part = {
  name: 'argocd',
  version: '3.2.11',
  makes: ['bin/argocd', ...names.map(name => `bin/${name}`), 'crd/argocd.yaml', 'config/argocd-cm.yaml'],
  async make(bench) {
    const source = await copyModule(bench, `github.com/argoproj/argo-cd/v3@v${argocd.version}`);
    // The user interface is built apart upstream; the compiler only wants one file where it would lie.
    await mkdir(join(source, 'ui/dist/app'), { recursive: true });
    await writeFile(join(source, 'ui/dist/app/gitkeep'), '');
    await goBuild(bench, {
      cwd: source,
      packages: ['./cmd'],
      to: 'argocd',
      modules: 'readonly',
      set: { 'github.com/argoproj/argo-cd/v3/common.version': argocd.version },
    });
    for (const name of names) await symlink('argocd', join(bench.out, 'bin', name));
    await mkdir(join(bench.out, 'crd'));
    const kinds = ['application', 'applicationset', 'appproject'];
    const crds = await Promise.all(
      kinds.map(kind => readFile(join(source, `manifests/crds/${kind}-crd.yaml`), 'utf8')),
    );
    await writeFile(join(bench.out, 'crd/argocd.yaml'), crds.join('\n---\n'));
    await cp(join(source, 'manifests/base/config'), join(bench.out, 'config'), { recursive: true });
  },
};
