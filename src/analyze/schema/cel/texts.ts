import type { CelFunc } from '@bufbuild/cel';
import { RE2JS } from 're2js';
import type { Library } from './library.js';

function matches(text: string, pattern: string, limit: number): string[] {
  const matcher = RE2JS.compile(pattern).matcher(text);
  const found: string[] = [];
  while (found.length < limit && matcher.find()) found.push(matcher.group() ?? '');
  return found;
}

/** Go's SplitN: the last part keeps the rest. */
function split(text: string, separator: string, limit: number): string[] {
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit) return parts;
  return limit === 0 ? [] : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

export function regexFunctions(cel: Library): CelFunc[] {
  const { INT, STRING } = cel.CelScalar;
  const texts = cel.listType(STRING);
  return [
    cel.celMethod('find', STRING, [STRING], STRING, function (pattern) {
      return matches(this, pattern, 1)[0] ?? '';
    }),
    cel.celMethod('findAll', STRING, [STRING], texts, function (pattern) {
      return matches(this, pattern, Number.POSITIVE_INFINITY);
    }),
    cel.celMethod('findAll', STRING, [STRING, INT], texts, function (pattern, limit) {
      return matches(this, pattern, limit < 0n ? Number.POSITIVE_INFINITY : Number(limit));
    }),
    cel.celMethod('split', STRING, [STRING, INT], texts, function (separator, limit) {
      return split(this, separator, Number(limit));
    }),
  ];
}
