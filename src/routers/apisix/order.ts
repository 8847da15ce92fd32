import type { PathMatch } from '../../model/match.js';
import type { Route } from '../../model/route.js';
import { claims } from '../../model/tenant.js';
import { UserError } from '../../model/user-error.js';

const ANY: PathMatch = { kind: 'prefix', value: '/' };

/** What the router's tree holds for a path: a regular expression stands under every path. */
function leaf({ kind, value }: PathMatch): { readonly text: string; readonly open: boolean } {
  if (kind === 'regex') return { text: '/', open: true };
  return { text: value, open: kind !== 'exact' };
}

function meet(a: PathMatch, b: PathMatch): boolean {
  const [one, other] = [leaf(a), leaf(b)];
  if (!one.open && !other.open) return one.text === other.text;
  return (one.open && other.text.startsWith(one.text)) || (other.open && one.text.startsWith(other.text));
}

/** The tree tries the exact path, then the longest. Where two are alike, `priority` decides, and so the declared order. */
function deeper(a: PathMatch, b: PathMatch): boolean {
  const [one, other] = [leaf(a), leaf(b)];
  if (one.open !== other.open) return !one.open;
  return one.text.length > other.text.length;
}

/**
 * Holds the declared order of routes against APISIX, where the deeper path wins whatever the priority.
 *
 * Source: https://apisix.apache.org/docs/apisix/router-radixtree/
 * @throws UserError when an earlier route would not get a request that fits a later one too.
 */
export function checkOrder(routes: readonly Route[]): void {
  const pathsOf = ({ match }: Route): readonly PathMatch[] =>
    match.length > 0 ? match.map(({ path }) => path ?? ANY) : [ANY];
  routes.forEach((later, at) => {
    for (const earlier of routes.slice(0, at)) {
      if (!claims(earlier.host, later.host) && !claims(later.host, earlier.host)) continue;
      const lost = pathsOf(earlier).some(a => pathsOf(later).some(b => meet(a, b) && deeper(b, a)));
      if (!lost) continue;
      throw new UserError(
        `Routes "${earlier.name}" and "${later.name}" may take the same request, and APISIX gives it to the deeper path of "${later.name}", not to "${earlier.name}", which is declared first.`,
        'Declare the route with the deeper path first.',
      );
    }
  });
}
