import type { RouteSet } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { block, quoted } from './conf-text.js';

/**
 * `$share`, the side that a request's key is counted to. The new side stands first, so that a growing share keeps the
 * keys that it has; the last line has no number, since nginx leaves a sliver beyond a full 100 %. nginx refuses 0 %, so
 * such a side is only remarked upon, and a phase changes the lines and not their number.
 *
 * Source: https://nginx.org/en/docs/http/ngx_http_split_clients_module.html
 */
export function shareMap(set: RouteSet, split: Split): readonly string[] {
  const shares = set.sides.map(({ id }) => ({ id, parts: partsOf(split, id) })).toReversed();
  const last = shares.findLastIndex(({ parts }) => parts > 0);
  const lines = shares.map(({ id, parts }, nth) => {
    if (parts === 0) return `# 0.00% ${quoted(id)};`;
    return nth === last ? `* ${quoted(id)};` : `${(parts / 100).toFixed(2)}% ${quoted(id)};`;
  });
  return block('split_clients $key $share', lines);
}
