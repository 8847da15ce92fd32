import type { ServiceBackend } from '../../../model/backend.js';
import type { FieldPath } from '../../take.js';
import type { Ingress, IngressPath } from './ingress.js';
import type { Surroundings } from './surroundings.js';

/** A path of a host, as nginx has it after ingress-nginx has put all Ingresses of the host together. */
export interface Location {
  readonly of: Ingress;
  readonly path: string;
  readonly exact: boolean;
  readonly backend: ServiceBackend;
}

/** What stands behind a path, or why nothing can. */
export function backendAt(
  of: Ingress,
  place: FieldPath,
  around: Surroundings,
): ServiceBackend | { readonly blocks: string } {
  const { take, namespace } = of;
  const name = take.text([...place, 'service', 'name']);
  if (name === undefined) return { blocks: `${take.title} sends a path to something that is no Service` };
  const number = take.get([...place, 'service', 'port', 'number']);
  const named = take.text([...place, 'service', 'port', 'name']);
  const port =
    typeof number === 'number' ? number : named === undefined ? undefined : around.port(namespace, name, named);
  if (port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
    const why = named === undefined ? 'has no number' : `"${named}" is unknown: give Service ${namespace}/${name} too`;
    return { blocks: `the port of Service ${name} ${why}` };
  }
  take.say([...place, 'service', 'name'], 'exact');
  take.say([...place, 'service', 'port', 'number'], 'exact');
  if (named !== undefined)
    take.say([...place, 'service', 'port', 'name'], 'equivalent', `The Service says that it is ${port}.`);
  return { kind: 'service', id: name, name, namespace, port };
}

/** What nginx would have at a host; what it would not use is said. */
export interface Server {
  readonly locations: readonly Location[];
  readonly blocks: readonly string[];
  /** Every path is a regular expression. */
  readonly regex: boolean;
}

/** Longest first, then by letters, as ingress-nginx sorts. */
function inOrder(locations: readonly Location[]): readonly Location[] {
  return [...locations]
    .sort((a, b) => (a.path > b.path ? -1 : a.path < b.path ? 1 : 0))
    .sort((a, b) => b.path.length - a.path.length);
}

/** The target that the path of a location is rewritten to; `undefined` where it stays. */
export function targetOf({ of, path }: Pick<Location, 'of' | 'path'>): string | undefined {
  if (of.treatment.redirect) return undefined;
  const target = of.settings.text('rewrite-target');
  return target === path ? undefined : target;
}

function asksForRegex(location: Pick<Location, 'of' | 'path'>): boolean {
  return location.of.settings.flag('use-regex') === true || targetOf(location) !== undefined;
}

/** The Service for what no path of a host takes: that of the oldest Ingress of the host. */
function rest(
  first: Ingress,
  taken: boolean,
  around: Surroundings,
): Location | { readonly blocks: string } | undefined {
  const place = ['spec', 'defaultBackend'];
  if (first.take.get(place) === undefined) return undefined;
  if (taken) {
    first.take.say(place, 'equivalent', 'ingress-nginx takes no notice of it: a path takes every request.');
    return undefined;
  }
  const backend = backendAt(first, place, around);
  return 'blocks' in backend ? backend : { of: first, path: '/', exact: false, backend };
}

/**
 * The locations of a host, in the order in which nginx asks them.
 * @param paths those of all Ingresses of the host, the oldest Ingress first
 * @param first the oldest Ingress of the host
 */
export function serverOf(paths: readonly IngressPath[], first: Ingress, around: Surroundings): Server {
  const found = new Map<string, Location>();
  const blocks: string[] = [];
  for (const { of, at, path, exact } of paths) {
    const key = `${exact} ${path}`;
    const before = found.get(key);
    if (before) {
      of.take.say(at, 'equivalent', `ingress-nginx takes no notice of it: ${before.of.take.title} has the path.`);
      continue;
    }
    const backend = backendAt(of, [...at, 'backend'], around);
    if ('blocks' in backend) blocks.push(backend.blocks);
    else if (!path.startsWith('/')) blocks.push(`path ${path} does not begin with a slash`);
    else found.set(key, { of, path, exact, backend });
  }
  const last = rest(first, found.has('false /'), around);
  if (last && 'blocks' in last) blocks.push(last.blocks);
  else if (last) found.set('false /', last);
  const locations = [...found.values()];
  const root = { of: first, path: '/' };
  return { locations: inOrder(locations), blocks, regex: [...locations, root].some(asksForRegex) };
}
