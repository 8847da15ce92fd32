import type { Match } from '../../../model/match.js';
import { path } from '../../../model/match.js';
import type { Route } from '../../../model/route.js';
import { type Location, type Server, targetOf } from './locations.js';
import { regexMatch, rewriteOf } from './path-match.js';

/** A route before it has a name and a gateway. */
export type Draft = Omit<Route, 'name' | 'gateways'> & {
  /** What its name is made of. */
  readonly stem: string;
};

export interface Drafts {
  readonly routes: readonly Draft[];
  readonly blocks: readonly string[];
}

function stemOf({ of, path: at }: Location, alone: boolean): string {
  const words = at
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return alone ? of.name : `${of.name}-${words || 'root'}`;
}

/** What a location does with its requests. */
function draft(location: Location, host: string, match: readonly Match[], stem: string, rewritten?: string): Draft {
  const { treatment } = location.of;
  const { redirect, vhost } = treatment;
  if (redirect) return { stem, host, protocol: 'http', match, redirect };
  const rewrite = { ...(rewritten !== undefined && { path: rewritten }), ...(vhost !== undefined && { host: vhost }) };
  return {
    stem,
    host,
    ...treatment.route,
    match,
    backend: location.backend,
    ...(Object.keys(rewrite).length > 0 && { rewrite }),
  };
}

const ANY = path.prefix('/');

function plainMatch({ path: at, exact }: Location): Match {
  if (exact) return path.exact(at);
  return at.endsWith('/') && at !== '/' ? path.text(at) : path.prefix(at);
}

/** nginx sends /docs to /docs/ where only the second one is a path. */
function slashRedirects({ locations }: Server, host: string, stem: (of: Location) => string): readonly Draft[] {
  const asked = new Set(
    locations.filter(({ exact, path: at }) => exact || !at.endsWith('/')).map(({ path: at }) => at),
  );
  return locations
    .filter(({ path: at, exact }) => !exact && at !== '/' && at.endsWith('/') && !asked.has(at.slice(0, -1)))
    .map(location => ({
      stem: `${stem(location)}-slash`,
      host,
      protocol: 'http',
      match: [path.exact(location.path.slice(0, -1))],
      redirect: { path: location.path, status: 301 },
    }));
}

function plain(server: Server, host: string, stem: (of: Location) => string): Drafts {
  const made = (exact: boolean): readonly Draft[] =>
    server.locations
      .filter(location => location.exact === exact)
      .map(location => draft(location, host, [plainMatch(location)], stem(location)));
  const prefixes = new Set(server.locations.filter(({ exact }) => !exact).map(({ path: at }) => at));
  const twins = [...prefixes].filter(at => at !== '/' && prefixes.has(`${at}/`));
  return {
    routes: [...made(true), ...slashRedirects(server, host, stem), ...made(false)],
    blocks: twins.map(at => `prefixes ${at} and ${at}/ are one location, which nginx refuses to have twice`),
  };
}

function regular(server: Server, host: string, stem: (of: Location) => string): Drafts {
  const blocks: string[] = [];
  const routes: Draft[] = [];
  for (const location of server.locations) {
    const target = targetOf(location);
    const matched = location.path === '/' && target === undefined ? { match: ANY } : regexMatch(location.path);
    if ('blocks' in matched) {
      blocks.push(matched.blocks);
      continue;
    }
    const { match } = matched;
    const rewritten = target === undefined ? undefined : rewriteOf(target, match.path!.value);
    if (rewritten && 'blocks' in rewritten) blocks.push(rewritten.blocks);
    else routes.push(draft(location, host, [match], stem(location), rewritten?.path));
  }
  return { routes, blocks };
}

/** Exactly / goes to where the oldest Ingress that says so wants it. */
function rootRedirect({ locations }: Server, host: string): readonly Draft[] {
  const found = locations.find(({ of }) => of.treatment.appRoot !== undefined);
  if (!found) return [];
  const redirect = { path: found.of.treatment.appRoot!, status: 302 } as const;
  return [{ stem: `${found.of.name}-app-root`, host, protocol: 'http', match: [path.exact('/')], redirect }];
}

/** The routes of a host, in an order in which the first one that matches is the location that nginx chooses. */
export function draftsOf(server: Server, host: string): Drafts {
  const counts = new Map<string, number>();
  for (const { of } of server.locations) counts.set(of.name, (counts.get(of.name) ?? 0) + 1);
  const stem = (location: Location): string => stemOf(location, counts.get(location.of.name) === 1);
  const drafts = (server.regex ? regular : plain)(server, host, stem);
  return { routes: [...rootRedirect(server, host), ...drafts.routes], blocks: drafts.blocks };
}
