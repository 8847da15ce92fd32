import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load, loadAll, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { Estate } from '../src/index.js';
import { examine } from '../src/synth/examine.js';
import { MARKER } from '../src/synth/publish.js';
import { emitDocuments } from '../src/synth/yaml.js';
import { realWorld } from '../src/world.js';
import { kubectlReader } from './synth/yaml/kubectl-reader.js';

const root = path.resolve(import.meta.dirname, '..');

/** Plain data as it is written: without fields that are undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const kubectl = kubectlReader();
const missing = typeof kubectl === 'string' ? ` (skipped: ${kubectl})` : '';

let estate: Estate | undefined;
await Estate.hosted(
  found => {
    estate = found;
  },
  () => import('../src/main.js'),
);

function synthesized(): {
  files: Map<string, { text: string; manifests: readonly unknown[] }>;
  findings: readonly unknown[];
} {
  const files = new Map<string, { text: string; manifests: readonly unknown[] }>();
  const findings = examine(
    estate!,
    'dist',
    file => readFileSync(`${root}/crds/${file}`, 'utf8'),
    ({ path: file, manifests }) => {
      if (manifests.length > 0) files.set(file, { text: emitDocuments(manifests), manifests });
    },
  );
  return { files, findings };
}

describe('dist', () => {
  const { files, findings } = synthesized();

  it('G2: what the estates synthesize is what is committed, byte for byte', () => {
    const committed = realWorld()
      .files.list(`${root}/dist`)
      .filter(({ kind }) => kind === 'file')
      .map(entry => entry.path);
    expect(committed.sort()).toEqual([...files.keys()].sort());

    for (const [file, { text }] of files) {
      expect(readFileSync(`${root}/dist/${file}`, 'utf8'), file).toBe(`${MARKER}\n${text}`);
    }
  });

  it('synthesizing twice gives the same bytes', () => {
    const again = synthesized().files;

    expect([...again].map(([file, { text }]) => [file, text])).toEqual(
      [...files].map(([file, { text }]) => [file, text]),
    );
  });

  it('nothing is found in it', () => {
    expect(findings).toEqual([]);
  });

  it('js-yaml with both schemas, and yaml, read every file as it was meant', () => {
    for (const [file, { text, manifests }] of files) {
      const meant = plain(manifests);
      expect(loadAll(text), file).toEqual(meant);
      expect(loadAll(text, { schema: YAML11_SCHEMA }), file).toEqual(meant);
      expect(
        parseAllDocuments(text).map(document => document.toJS()),
        file,
      ).toEqual(meant);
    }
  });

  it.skipIf(typeof kubectl === 'string')(`kubectl’s own parser reads every file as it was meant${missing}`, () => {
    const read = kubectl as Exclude<typeof kubectl, string>;

    expect(read([...files.values()].map(({ text }) => text))).toEqual(
      [...files.values()].map(({ manifests }) => plain(manifests)),
    );
  });

  it('cdk8s.yaml names the entry that main.ts is', () => {
    expect(load(readFileSync(`${root}/cdk8s.yaml`, 'utf8'))).toMatchObject({
      app: 'npx tsx src/main.ts',
      output: 'dist',
    });
  });
});
