import type { RouteSet, Side } from './route-set.js';
import { UserError } from './user-error.js';

/** The set's hosts, in the order in which routes first name them. */
export function hostsOf(set: RouteSet): readonly string[] {
  return [...new Set(set.routes.map(route => route.host))];
}

/**
 * Where a name points for a side.
 * @param gateway address of the gateway where a side without a backend of its own ends
 * @throws UserError when the side has none.
 */
export function publicAddress({ id, backend }: Side, gateway: string | undefined): string {
  const found = backend === undefined ? gateway : backend.kind === 'edge' ? backend.address : undefined;
  if (found !== undefined) return found;
  throw new UserError(
    `Side "${id}" has no public address that a name could point at.`,
    backend === undefined
      ? 'Say the gateway’s: the mechanism’s option `address`.'
      : 'Make it an edge with an address: edgeOf(id, { address: "…" }).',
  );
}
