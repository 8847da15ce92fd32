import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildWrapped, downloadModule } from '../go.js';
import type { Part } from '../part.js';

// The commit of tag 1.27.9. It pins commits of istio.io/api and istio.io/client-go that the module proxy lacks, so the
// nearest tags stand in for them.
const commit = 'v0.0.0-20260403063052-b9159ca3e5d5';
const gatewayApi = 'sigs.k8s.io/gateway-api@v1.3.0';

export const istio: Part = {
  name: 'istio',
  version: '1.27.9',
  makes: ['bin/pilot-discovery', 'bin/istioctl', 'crd/istio.yaml', 'crd/gateway-api.yaml'],
  async make(bench) {
    await buildWrapped(
      bench,
      {
        go: '1.24.0',
        require: { 'istio.io/istio': commit },
        replace: { 'istio.io/api': 'istio.io/api v1.27.8', 'istio.io/client-go': 'istio.io/client-go v1.27.3' },
      },
      {
        packages: ['istio.io/istio/pilot/cmd/pilot-discovery', 'istio.io/istio/istioctl/cmd/istioctl'],
        set: { 'istio.io/istio/pkg/version.buildVersion': istio.version },
      },
    );
    const crd = join(bench.out, 'crd');
    await mkdir(crd);
    const source = await downloadModule(bench, `istio.io/istio@${commit}`);
    await writeFile(
      join(crd, 'istio.yaml'),
      await readFile(join(source.Dir, 'manifests/charts/base/files/crd-all.gen.yaml')),
    );
    const standard = join((await downloadModule(bench, gatewayApi)).Dir, 'config/crd/standard');
    const files = (await readdir(standard)).filter(file => file.startsWith('gateway.networking.k8s.io_')).sort();
    const texts = await Promise.all(files.map(file => readFile(join(standard, file), 'utf8')));
    await writeFile(join(crd, 'gateway-api.yaml'), texts.join('\n---\n'));
  },
};
