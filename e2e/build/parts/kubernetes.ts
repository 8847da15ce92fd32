import { buildWrapped, downloadModule, readGoMod } from '../go.js';
import type { Part } from '../part.js';

const programs = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'];
const version = '1.34.2';
const [major, minor, patch] = version.split('.');

export const kubernetes: Part = {
  name: 'kubernetes',
  version,
  makes: programs.map(program => `bin/${program}`),
  async make(bench) {
    const { GoMod } = await downloadModule(bench, `k8s.io/kubernetes@v${version}`);
    const upstream = await readGoMod(bench, GoMod);
    // Inside their repository the staging modules have version v0.0.0; outside they are tagged v0.<minor>.<patch>.
    const staging = upstream.Require.filter(({ Path, Version }) => Version === 'v0.0.0' && Path.startsWith('k8s.io/'));
    const set = 'k8s.io/component-base/version';
    await buildWrapped(
      bench,
      {
        go: upstream.Go,
        require: { 'k8s.io/kubernetes': `v${version}` },
        replace: Object.fromEntries(staging.map(({ Path }) => [Path, `${Path} v0.${minor}.${patch}`])),
      },
      {
        packages: programs.map(program => `k8s.io/kubernetes/cmd/${program}`),
        set: {
          [`${set}.gitVersion`]: `v${version}`,
          [`${set}.gitMajor`]: major!,
          [`${set}.gitMinor`]: minor!,
          [`${set}.gitTreeState`]: 'clean',
        },
      },
    );
  },
};
