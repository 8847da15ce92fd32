import type { CelFunc, CelList, CelValue } from '@bufbuild/cel';
import type { Library } from './library.js';

function compare(a: CelValue, b: CelValue): number {
  const comparable = typeof a === typeof b && ['bigint', 'boolean', 'number', 'string'].includes(typeof a);
  if (!comparable) throw new Error('these values have no order');
  return a === b ? 0 : (a as string) < (b as string) ? -1 : 1;
}

function extreme(list: CelList, sign: 1 | -1): CelValue {
  const [first, ...more] = [...list];
  if (first === undefined) throw new Error('the list is empty');
  return more.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best), first);
}

function sum(list: CelList): CelValue {
  const items = [...list];
  if (items.every(item => typeof item === 'number')) return items.reduce((total, item) => total + item, 0);
  if (items.every(item => typeof item === 'bigint')) return items.reduce((total, item) => total + item, 0n);
  throw new Error('only numbers of one type have a sum');
}

export function listFunctions(cel: Library): CelFunc[] {
  const { BOOL, DYN, INT } = cel.CelScalar;
  const list = cel.listType(DYN);
  const equal = cel.plan(cel.celEnv({ variables: { a: DYN, b: DYN } }), cel.parse('a == b'));
  const position = (items: CelValue[], wanted: CelValue, from: 'findIndex' | 'findLastIndex'): bigint =>
    BigInt(items[from](item => equal({ a: item, b: wanted }) === true));
  return [
    cel.celMethod('isSorted', list, [], BOOL, function () {
      const items = [...this];
      return items.every((item, i) => i === 0 || compare(items[i - 1]!, item) <= 0);
    }),
    cel.celMethod('sum', list, [], DYN, function () {
      return sum(this);
    }),
    cel.celMethod('min', list, [], DYN, function () {
      return extreme(this, -1);
    }),
    cel.celMethod('max', list, [], DYN, function () {
      return extreme(this, 1);
    }),
    cel.celMethod('indexOf', list, [DYN], INT, function (wanted) {
      return position([...this], wanted, 'findIndex');
    }),
    cel.celMethod('lastIndexOf', list, [DYN], INT, function (wanted) {
      return position([...this], wanted, 'findLastIndex');
    }),
    ...optionalFunctions(cel),
  ];
}

/** An optional is a list of one value or none. */
function optionalFunctions(cel: Library): CelFunc[] {
  const { BOOL, DYN } = cel.CelScalar;
  const optional = cel.listType(DYN);
  return [
    cel.celFunc('optional.none', [], optional, () => []),
    cel.celFunc('optional.of', [DYN], optional, value => [value]),
    cel.celMethod('hasValue', optional, [], BOOL, function () {
      return this.size > 0;
    }),
    cel.celMethod('orValue', optional, [DYN], DYN, function (other) {
      return this.size > 0 ? this.get(0)! : other;
    }),
    cel.celMethod('value', optional, [], DYN, function () {
      const value = this.get(0);
      if (value === undefined) throw new Error('the optional has no value');
      return value;
    }),
  ];
}
