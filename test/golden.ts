import { join } from 'node:path';
import { expect } from 'vitest';
import type { Manifest } from '../src/model/manifest.js';
import { emitDocuments } from '../src/synth/yaml.js';

/** The manifests as the YAML file that a person reviews: `golden/<name>.yaml` beside the test. `vitest -u` writes it. */
export async function expectGolden(manifests: readonly Manifest[], folder: string, name: string): Promise<void> {
  await expect(emitDocuments(manifests)).toMatchFileSnapshot(join(folder, 'golden', `${name}.yaml`));
}
