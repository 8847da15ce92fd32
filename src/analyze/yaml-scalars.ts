import {
  boolYaml11Tag,
  CORE_SCHEMA,
  defineScalarTag,
  floatCoreTag,
  intCoreTag,
  mergeTag,
  NOT_RESOLVED,
  nullYaml11Tag,
  type Schema,
} from 'js-yaml';

const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const notJson = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

function wholeNumber(text: string): number | undefined {
  const [, sign, hex, binary, octal, decimal] = integer.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const digits = hex ?? binary ?? octal ?? decimal ?? '';
  const base = hex ? 16 : binary ? 2 : octal ? 8 : 10;
  const value = base === 10 ? Number(digits) : Number.parseInt(digits, base);
  return sign === '-' ? 0 - value : value;
}

function numberOf(source: string): number | typeof NOT_RESOLVED {
  if (notJson.test(source)) throw new Error(`${source} is no number that JSON has`);
  const plain = source.replaceAll('_', '');
  const value = wholeNumber(plain) ?? (float.test(plain) ? Number(plain) : Number.NaN);
  return Number.isFinite(value) ? value : NOT_RESOLVED;
}

const isNumber = (value: unknown): boolean => typeof value === 'number';

/**
 * Plain words as kubectl and Argo CD read them: `yes` and `on` are true, `0777` is octal, `1_000` is a number, and dates
 * are text. It is neither YAML 1.1 nor 1.2, but what decides which value reaches the API server.
 *
 * Source: https://github.com/kubernetes-sigs/yaml
 */
export const KUBERNETES_SCALARS: Schema = CORE_SCHEMA.withTags(
  nullYaml11Tag,
  boolYaml11Tag,
  defineScalarTag('tag:yaml.org,2002:int', {
    ...intCoreTag,
    implicitFirstChars: ['-', '+', '.', ...'0123456789'],
    resolve: numberOf,
    identify: isNumber,
  }),
  defineScalarTag('tag:yaml.org,2002:float', { ...floatCoreTag, resolve: numberOf, identify: isNumber }),
  mergeTag,
);
