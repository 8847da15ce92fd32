import type { Manifest } from '../../model/manifest.js';
import type { RouteSet } from '../../model/route-set.js';
import { ALL, type Parts } from '../../model/share.js';
import type { Split } from '../../model/split.js';
import { CONF } from './places.js';

const SHARES = /^ *split_clients \$key \$share \{\n(?<lines>(?:.*\n)*?) *\}$/m;
const SHARE = /^ *(?:(?<percent>\d+(?:\.\d+)?)%|\*) "(?<side>[^"]+)";$/;
const SAFE_MODE = /^ *map \$share \$side \{\n *default "(?<side>[^"]+)";\n *\}$/m;

/** The parts of each side that the configuration names, or `undefined` when it is none of ours. */
function sharesOf(conf: string): ReadonlyMap<string, Parts> | undefined {
  const safe = SAFE_MODE.exec(conf)?.groups?.['side'];
  if (safe !== undefined) return new Map([[safe, ALL]]);
  const found = new Map<string, Parts>();
  let left: Parts = ALL;
  for (const line of SHARES.exec(conf)?.groups?.['lines']?.split('\n') ?? []) {
    if (/^ *(#.*)?$/.test(line)) continue;
    const { percent, side } = SHARE.exec(line)?.groups ?? {};
    if (side === undefined || found.has(side)) return undefined;
    const parts = percent === undefined ? left : Math.round(Number(percent) * 100);
    left -= parts;
    found.set(side, parts);
  }
  return left === 0 ? found : undefined;
}

/** The split that a configuration enacts, the old side's whole when it is in safe mode. */
export function readSplit(found: readonly Manifest[], set: RouteSet, configMap: string): Split | undefined {
  const object = found.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.name === configMap && metadata.namespace === set.tenant.name,
  );
  const data = object?.['data'] as Readonly<Record<string, string>> | undefined;
  const shares = sharesOf(data?.[CONF] ?? '');
  if (!shares || [...shares.keys()].some(id => !set.sides.some(side => side.id === id))) return undefined;
  return set.sides.map(({ id }) => ({ backend: id, parts: shares.get(id) ?? 0 }));
}
