import type { Route } from '../../model/route.js';
import { UserError } from '../../model/user-error.js';
import { type Condition, type HttpMatch, httpMatches } from './match.js';

/** A prefix without its last slash, so that it can be held against paths segment by segment. */
const stem = (prefix: string): string => prefix.replace(/\/$/, '');

function pathsMeet(a: HttpMatch['path'], b: HttpMatch['path']): boolean {
  if (a.type === 'RegularExpression' || b.type === 'RegularExpression') return true;
  if (a.type === 'Exact' && b.type === 'Exact') return a.value === b.value;
  const under = (path: string, prefix: string): boolean => `${stem(path)}/`.startsWith(`${stem(prefix)}/`);
  if (a.type === 'Exact') return under(a.value, b.value);
  if (b.type === 'Exact') return under(b.value, a.value);
  return under(a.value, b.value) || under(b.value, a.value);
}

function conditionsMeet(a: readonly Condition[] = [], b: readonly Condition[] = []): boolean {
  return !a.some(one =>
    b.some(
      other => one.name === other.name && one.type === 'Exact' && other.type === 'Exact' && one.value !== other.value,
    ),
  );
}

/** Whether one request may fit both. Regular expressions are not compared: they may. */
function meet(a: HttpMatch, b: HttpMatch): boolean {
  return (
    pathsMeet(a.path, b.path) &&
    (a.method === undefined || b.method === undefined || a.method === b.method) &&
    conditionsMeet(a.headers, b.headers) &&
    conditionsMeet(a.queryParams, b.queryParams)
  );
}

const keys: readonly ((match: HttpMatch) => number)[] = [
  match => (match.path.type === 'Exact' ? 1 : 0),
  match => match.path.value.length,
  match => (match.method === undefined ? 0 : 1),
  match => match.headers?.length ?? 0,
  match => match.queryParams?.length ?? 0,
];

/** Whether the specification gives the first one the requests that fit both. */
function goesFirst(a: HttpMatch, b: HttpMatch): boolean {
  if (a.path.type === 'RegularExpression' || b.path.type === 'RegularExpression') return false;
  for (const key of keys) if (key(a) !== key(b)) return key(a) > key(b);
  return false;
}

/**
 * Holds the declared order of routes against the one of Gateway API, where the more specific match wins wherever it
 * stands, equal ones go by the age of their objects, and regular expressions stand where each implementation puts them.
 *
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 * @throws UserError when an earlier route would not get a request that fits a later one too.
 */
export function checkOrder(routes: readonly Route[]): void {
  const seen: { readonly route: Route; readonly matches: readonly HttpMatch[] }[] = [];
  for (const route of routes) {
    const matches = httpMatches(route);
    for (const earlier of seen) {
      if (earlier.route.host !== route.host) continue;
      const lost = earlier.matches.some(a => matches.some(b => meet(a, b) && !goesFirst(a, b)));
      if (!lost) continue;
      throw new UserError(
        `Routes "${earlier.route.name}" and "${route.name}" of ${route.host} may take the same request, and Gateway API does not promise it to "${earlier.route.name}", which is declared first.`,
        'Declare the more specific route first; where neither is, add a condition that tells them apart.',
      );
    }
    seen.push({ route, matches });
  }
}
