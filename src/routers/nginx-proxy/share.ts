import type { RouteSet } from '../../model/route-set.js';
import { partsOf, type Split } from '../../model/split.js';
import { block, quoted } from './conf-text.js';

/**
 * `$share`, the side that a request's key is counted to. The new side stands first, so that a growing share keeps the
 * keys that it has; the last line has no number, since nginx leaves a sliver beyond a full 100 %.
 *
 * Source: https://nginx.org/en/docs/http/ngx_http_split_clients_module.html
 */
export function shareMap(set: RouteSet, split: Split): readonly string[] {
  const some = set.sides
    .map(({ id }) => ({ id, parts: partsOf(split, id) }))
    .filter(({ parts }) => parts > 0)
    .toReversed();
  const lines = some.map(({ id, parts }, nth) =>
    nth === some.length - 1 ? `* ${quoted(id)};` : `${(parts / 100).toFixed(2)}% ${quoted(id)};`,
  );
  return block('split_clients $key $share', lines);
}
