import type { Json } from '../../model/manifest.js';
import type { Header, Request } from '../plane.js';
import { at, fields } from './shape.js';
import { readTextMatch, type TextMatch } from './text-match.js';
import { witnesses } from './witness.js';

/** What a request is besides its path. */
export interface Condition {
  readonly method: string;
  readonly headers: readonly Header[];
  /** Without its question mark. */
  readonly query: string;
  readonly client: string;
}

/** An address that is reserved for documents. */
const CLIENT = '198.51.100.7';
export const PLAIN: Condition = { method: 'GET', headers: [], query: '', client: CLIENT };
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

/** Texts that a match takes. */
export function textsOf(match: TextMatch): readonly string[] {
  switch (match.kind) {
    case 'present':
      return ['any'];
    case 'exact':
      return [match.value];
    case 'prefix':
      return [match.value, `${match.value}x`];
    case 'regex':
      return witnesses(match.value);
  }
}

/** Adds a header, so that the gateway shows it to routes as it is meant. */
function withHeader(condition: Condition, name: string, value: string): Condition {
  if (name !== 'x-forwarded-for') {
    const repeated: readonly Header[] = name === 'upgrade' ? [['connection', 'Upgrade']] : [];
    return { ...condition, headers: [...condition.headers, [name, value], ...repeated] };
  }
  // The gateway writes the client's address behind what came.
  const entries = value.split(',');
  const client = entries.at(-1)!.trim();
  const before = entries.slice(0, -1).join(',');
  const headers: readonly Header[] = before === '' ? [] : [[name, before]];
  return { ...condition, client: client === '' ? CLIENT : client, headers: [...condition.headers, ...headers] };
}

const withQuery = (condition: Condition, part: string): Condition => ({
  ...condition,
  query: condition.query === '' ? part : `${condition.query}&${part}`,
});

interface Part {
  /** The ways to fulfil it. */
  readonly holds: readonly ((of: Condition) => Condition)[];
  /** Ways to just miss it. */
  readonly fails: readonly ((of: Condition) => Condition)[];
}

const same = (of: Condition): Condition => of;

function headerPart(name: string, match: TextMatch): Part {
  const texts = textsOf(match);
  const near = texts.flatMap(text => [`${text}x`, text.toUpperCase(), '']);
  return {
    holds: texts.map(text => of => withHeader(of, name, text)),
    fails: [same, ...near.map(text => (of: Condition) => withHeader(of, name, text))],
  };
}

function partsOf(match: Json | undefined): readonly Part[] {
  const parts: Part[] = [];
  const method = at(match, 'method');
  if (method !== undefined) {
    const wanted = readTextMatch(method);
    const taken = [...new Set([...textsOf(wanted), ...METHODS])].filter(of => METHODS.includes(of));
    parts.push({ holds: taken.map(of => condition => ({ ...condition, method: of })), fails: [] });
  }
  for (const [name, of] of Object.entries(fields(at(match, 'headers')))) {
    parts.push(headerPart(name.toLowerCase(), readTextMatch(of)));
  }
  for (const [name, of] of Object.entries(fields(at(match, 'withoutHeaders')))) {
    const { holds, fails } = headerPart(name.toLowerCase(), readTextMatch(of));
    parts.push({ holds: fails, fails: holds });
  }
  for (const [name, of] of Object.entries(fields(at(match, 'queryParams')))) {
    const texts = textsOf(readTextMatch(of));
    const put = (text: string) => (condition: Condition) => withQuery(condition, `${name}=${text}`);
    parts.push({ holds: texts.map(put), fails: [same, ...texts.map(text => put(`${text}x`))] });
  }
  return parts;
}

/** Conditions that fulfil a match, and those that miss one part of it. */
function aroundMatch(match: Json | undefined): readonly Condition[] {
  const parts = partsOf(match);
  const first = (skip: number): Condition =>
    parts.reduce((of, part, i) => (i === skip ? of : (part.holds[0] ?? same)(of)), PLAIN);
  return parts.flatMap((part, i) => [...part.holds, ...part.fails].map(way => way(first(i))));
}

/** The questions that a browser asks before it calls. */
function preflights(cors: Json | undefined): readonly Condition[] {
  if (cors === undefined) return [];
  const written = at(cors, 'allowOrigins');
  const origins = Array.isArray(written) ? written.flatMap(of => textsOf(readTextMatch(of as Json))) : [];
  return [...origins, 'https://elsewhere.example'].map(origin => ({
    ...PLAIN,
    method: 'OPTIONS',
    headers: [
      ['origin', origin],
      ['access-control-request-method', 'GET'],
    ],
  }));
}

/** Two conditions at once, where both can hold. */
function both(a: Condition, b: Condition): readonly Condition[] {
  const names = new Set(a.headers.map(([name]) => name));
  const method = a.method === PLAIN.method ? b.method : a.method;
  if (b.headers.some(([name]) => names.has(name)) || (b.method !== PLAIN.method && b.method !== method)) return [];
  const query = [a.query, b.query].filter(part => part !== '').join('&');
  const client = a.client === CLIENT ? b.client : a.client;
  return [{ method, headers: [...a.headers, ...b.headers], query, client }];
}

/** Pairs are tried while they are few; behind that they would be most of the work. */
const FEW = 12;

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  return [...new Map(conditions.map(condition => [JSON.stringify(condition), condition])).values()];
}

/** Everything but the path that tells requests apart, around some rules' conditions. */
export function conditionsOf(
  rules: readonly { readonly spec: Readonly<Record<string, Json | undefined>> }[],
): readonly Condition[] {
  const matches = rules.flatMap(({ spec }) => (Array.isArray(spec['match']) ? (spec['match'] as readonly Json[]) : []));
  const full = distinct(matches.map(match => partsOf(match).reduce((of, part) => (part.holds[0] ?? same)(of), PLAIN)));
  const pairs = full.length <= FEW ? full.flatMap((a, i) => full.slice(i + 1).flatMap(b => both(a, b))) : [];
  const around = matches.flatMap(aroundMatch);
  return distinct([
    PLAIN,
    ...full,
    ...around,
    ...pairs,
    ...rules.flatMap(({ spec }) => preflights(spec['corsPolicy'])),
  ]);
}

/** A request with a condition on a path. */
export function requestOf(
  door: Pick<Request, 'scheme' | 'port' | 'host'>,
  path: string,
  condition: Condition,
): Request {
  const { method, headers, query, client } = condition;
  const full = query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
  return { method, scheme: door.scheme, port: door.port, host: door.host, path: full, headers, client };
}
