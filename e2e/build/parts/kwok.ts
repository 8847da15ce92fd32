import { buildWrapped } from '../go.js';
import type { Part } from '../part.js';

/** Plays the kubelet: nodes are ready and Pods run, without any container. */
export const kwok: Part = {
  name: 'kwok',
  version: '0.7.0',
  makes: ['bin/kwok'],
  async make(bench) {
    const wrapper = { go: '1.24.0', require: { 'sigs.k8s.io/kwok': `v${kwok.version}` } };
    await buildWrapped(bench, wrapper, { packages: ['sigs.k8s.io/kwok/cmd/kwok'] });
  },
};
