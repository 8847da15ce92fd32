import type { Finding, Where } from '../model/finding.js';

function compare<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function comparePaths(a: NonNullable<Where['path']>, b: NonNullable<Where['path']>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!];
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** By place (file, document, object, field), then by rule: the same findings always stand in the same order. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.where.file ?? '', b.where.file ?? '') ||
    compare(a.where.document ?? 0, b.where.document ?? 0) ||
    compare(a.where.object ?? '', b.where.object ?? '') ||
    comparePaths(a.where.path ?? [], b.where.path ?? []) ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}
