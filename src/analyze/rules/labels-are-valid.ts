import type { Json, Manifest } from '../../model/manifest.js';
import { at, fields, items, type Path } from '../read/shape.js';
import { finding, type Rule, whereIn } from '../rule.js';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const ANNOTATIONS_LIMIT = 262_144;

function keyFault(key: string, what: string): string | undefined {
  if (!key.includes('/') && NAME.test(key)) return undefined;
  const slash = key.indexOf('/');
  const [prefix, name] = slash < 0 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
  if (prefix !== undefined && (prefix.length > 253 || !PREFIX.test(prefix.toLowerCase()))) {
    return `The prefix of ${what} key "${key}" is no DNS name.`;
  }
  return NAME.test(name) ? undefined : `The ${what} key "${key}" is no name.`;
}

function valueFault(key: string, value: Json): string | undefined {
  if (typeof value !== 'string') return `The value of label "${key}" is ${JSON.stringify(value)} and no text.`;
  if (value === '' || NAME.test(value)) return undefined;
  return value.length > 63
    ? `The value of label "${key}" has ${value.length} characters.`
    : `The value "${value}" of label "${key}" holds what no label may.`;
}

const KEY_FIX =
  'Use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends; before them, if any, a DNS name and "/".';
const VALUE_FIX =
  'Use a text of at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends; quote numbers and booleans.';

/** Where an object's labels stand: its own, and those that it puts on others or looks for. */
function labelMaps(manifest: Manifest): readonly Path[] {
  const subsets = items(at(manifest, 'spec', 'subsets')).map((_, i) => ['spec', 'subsets', i, 'labels']);
  return [
    ['metadata', 'labels'],
    ['spec', 'template', 'metadata', 'labels'],
    ['spec', 'selector', 'matchLabels'],
    ...subsets,
  ];
}

export const labelsAreValid: Rule = {
  id: 'labels-are-valid',
  level: 'error',
  law: 'Label and annotation keys are names of at most 63 characters with an optional DNS prefix, label values are texts of that form or empty, and annotations hold at most 256 KiB together.',
  why: 'The API server refuses the object, and Argo CD stops the sync wave that it stands in.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  start: () => ({
    *see(object) {
      const { manifest } = object;
      for (const path of labelMaps(manifest)) {
        for (const [key, value] of Object.entries(fields(at(manifest, ...path)))) {
          const ofKey = keyFault(key, 'label');
          if (ofKey) yield finding(labelsAreValid, whereIn(object, [...path, key]), ofKey, KEY_FIX);
          const ofValue = value === undefined ? undefined : valueFault(key, value);
          if (ofValue) yield finding(labelsAreValid, whereIn(object, [...path, key]), ofValue, VALUE_FIX);
        }
      }
      const annotations = ['metadata', 'annotations'];
      let size = 0;
      for (const [key, value] of Object.entries(fields(manifest.metadata.annotations))) {
        size += key.length + (typeof value === 'string' ? Buffer.byteLength(value) : 0);
        const fault = keyFault(key, 'annotation');
        if (fault) yield finding(labelsAreValid, whereIn(object, [...annotations, key]), fault, KEY_FIX);
        if (value === undefined || typeof value === 'string') continue;
        const message = `The value of annotation "${key}" is ${JSON.stringify(value)} and no text.`;
        yield finding(labelsAreValid, whereIn(object, [...annotations, key]), message, 'Quote it.');
      }
      if (size <= ANNOTATIONS_LIMIT) return;
      const message = `The annotations hold ${size} bytes; the API server takes ${ANNOTATIONS_LIMIT}.`;
      yield finding(labelsAreValid, whereIn(object, annotations), message, 'Move the data into a ConfigMap.');
    },
  }),
};
