import { buildWrapped } from '../go.js';
import type { Part } from '../part.js';

/** Its go.mod replaces sister modules by folders of its repository; a wrapper takes the tagged ones instead. */
export const etcd: Part = {
  name: 'etcd',
  version: '3.6.14',
  makes: ['bin/etcd'],
  async make(bench) {
    const module = 'go.etcd.io/etcd/server/v3';
    const wrapper = { go: '1.24.0', require: { [module]: `v${etcd.version}` } };
    await buildWrapped(bench, wrapper, { packages: [module], to: 'etcd' });
  },
};
