import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emitDocuments } from '../../src/synth/yaml.js';
import { HALF_PAIRS, manifests, TRAPS } from './yaml/arbitrary-json.js';
import { kubectlReader } from './yaml/kubectl-reader.js';

const reader = kubectlReader();
const missing = typeof reader === 'string' ? ` (skipped: ${reader})` : '';

describe.skipIf(typeof reader === 'string')(`kubectl reads back${missing}`, () => {
  const read = reader as Exclude<typeof reader, string>;

  test('any JSON, in any place', () => {
    fc.assert(
      fc.property(fc.array(manifests({ halfPairs: false }), { minLength: 1, maxLength: 40 }), objects => {
        expect(read(objects.map(object => emitDocuments([object])))).toEqual(objects.map(object => [object]));
        expect(read([emitDocuments(objects)])).toEqual([objects]);
      }),
      { numRuns: 60 },
    );
  });

  test('every trap, as value and as key', () => {
    const objects = TRAPS.map(trap => ({
      apiVersion: 'v1',
      kind: 'Trap',
      metadata: { name: trap },
      data: [trap, [trap, [trap]], { [trap]: trap }, { a: { [trap]: [{ [trap]: trap }] } }],
    }));

    const answers = read(objects.map(object => emitDocuments([object])));

    expect(answers).toEqual(objects.map(object => [object]));
  });

  test.each(HALF_PAIRS.map(text => [JSON.stringify(text), text]))('no half pair %s: it refuses it aloud', (_, text) => {
    const object = { apiVersion: 'v1', kind: 'Trap', metadata: { name: text } };

    expect(() => read([emitDocuments([object])])).toThrow('invalid Unicode character escape code');
  });
});
