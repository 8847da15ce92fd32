import { UserError } from './user-error.js';

/**
 * What a path must be. `exact`: the very path. `prefix`: the path itself or anything below it, by whole segments, so
 * `/api` covers `/api` and `/api/v1` and not `/apis` (as in Ingress and Gateway API). `text`: any path that begins with
 * these letters (Istio's own prefix). `regex`: RE2, the whole path.
 */
export interface PathMatch {
  readonly kind: 'exact' | 'prefix' | 'text' | 'regex';
  readonly value: string;
}

/** What a header, a query parameter or a cookie must be. `present`: it is there, whatever its value. */
export type TextMatch =
  | { readonly kind: 'exact' | 'prefix' | 'regex'; readonly value: string }
  | { readonly kind: 'present' };

/** The HTTP methods of RFC 9110 and RFC 5789. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH';

/** Everything that is named must hold. A route with several matches takes a request that any of them takes. */
export interface Match {
  /** What the path must be. @default any path */
  readonly path?: PathMatch;
  /** One of these methods. @default any method */
  readonly methods?: readonly Method[];
  /** By header name, lower case. @default any */
  readonly headers?: Readonly<Record<string, TextMatch>>;
  /** By parameter name. @default any */
  readonly query?: Readonly<Record<string, TextMatch>>;
  /** By cookie name. @default any */
  readonly cookies?: Readonly<Record<string, TextMatch>>;
}

function absolute(kind: PathMatch['kind'], value: string): Match {
  if (kind !== 'regex' && !value.startsWith('/')) {
    throw new UserError(`Path "${value}" does not begin with a slash.`, `Write "/${value}".`);
  }
  if (kind === 'regex' && value === '')
    throw new UserError('A path regex is empty.', 'Write path.prefix("/") for any path.');
  const tidy = kind === 'prefix' && value.length > 1 && value.endsWith('/') ? value.slice(0, -1) : value;
  return { path: { kind, value: tidy } };
}

/** Matches on the path: `path.prefix('/api/v1/auth')`. */
export const path = {
  /** The very path. */
  exact: (value: string): Match => absolute('exact', value),
  /** The path or anything below it, by whole segments. A slash at the end means nothing. */
  prefix: (value: string): Match => absolute('prefix', value),
  /** Any path that begins with these letters: `/api` covers `/apis` too. */
  text: (value: string): Match => absolute('text', value),
  /** RE2 over the whole path. Source: https://github.com/google/re2/wiki/Syntax */
  regex: (value: string): Match => absolute('regex', value),
};

/** Matches on a text: `text.exact('beta')`. */
export const text = {
  /** The very text. */
  exact: (value: string): TextMatch => ({ kind: 'exact', value }),
  /** A text that begins so. */
  prefix: (value: string): TextMatch => ({ kind: 'prefix', value }),
  /** RE2 over the whole text. */
  regex: (value: string): TextMatch => ({ kind: 'regex', value }),
  /** Any text, as long as there is one. */
  present: (): TextMatch => ({ kind: 'present' }),
};
