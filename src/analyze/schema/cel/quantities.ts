import type { CelFunc, CelInput, CelMap } from '@bufbuild/cel';
import { parseQuantity } from '../quantity.js';
import type { Library } from './library.js';

const one = 1_000_000_000n;

const fields = (nano: bigint): Map<string, CelInput> =>
  new Map<string, CelInput>([
    ['@type', 'kubernetes.Quantity'],
    ['nano', nano.toString()],
  ]);

function read(map: CelMap): bigint {
  const nano = map.get('nano');
  if (typeof nano !== 'string') throw new Error('this is no quantity');
  return BigInt(nano);
}

export function quantityFunctions(cel: Library): CelFunc[] {
  const { BOOL, DOUBLE, DYN, INT, STRING } = cel.CelScalar;
  const map = cel.mapType(STRING, DYN);
  const sign = (nano: bigint): bigint => (nano > 0n ? 1n : nano < 0n ? -1n : 0n);
  return [
    cel.celFunc('isQuantity', [STRING], BOOL, text => parseQuantity(text) !== undefined),
    cel.celFunc('quantity', [STRING], map, text => {
      const nano = parseQuantity(text);
      if (nano === undefined) throw new Error(`"${text}" is no quantity`);
      return fields(nano);
    }),
    cel.celMethod('sign', map, [], INT, function () {
      return sign(read(this));
    }),
    cel.celMethod('isInteger', map, [], BOOL, function () {
      return read(this) % one === 0n;
    }),
    cel.celMethod('asInteger', map, [], INT, function () {
      const nano = read(this);
      if (nano % one !== 0n) throw new Error('the quantity is no whole number');
      return nano / one;
    }),
    cel.celMethod('asApproximateFloat', map, [], DOUBLE, function () {
      return Number(read(this)) / Number(one);
    }),
    cel.celMethod('isGreaterThan', map, [map], BOOL, function (other) {
      return read(this) > read(other);
    }),
    cel.celMethod('isLessThan', map, [map], BOOL, function (other) {
      return read(this) < read(other);
    }),
    cel.celMethod('compareTo', map, [map], INT, function (other) {
      return sign(read(this) - read(other));
    }),
    cel.celMethod('add', map, [map], map, function (other) {
      return fields(read(this) + read(other));
    }),
    cel.celMethod('add', map, [INT], map, function (other) {
      return fields(read(this) + other * one);
    }),
    cel.celMethod('sub', map, [map], map, function (other) {
      return fields(read(this) - read(other));
    }),
    cel.celMethod('sub', map, [INT], map, function (other) {
      return fields(read(this) - other * one);
    }),
  ];
}
