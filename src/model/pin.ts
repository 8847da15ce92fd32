import { UserError } from './user-error.js';

/** Which side a pinned request goes to: the one that is moved to, or the one that is left. */
export type PinnedSide = 'new' | 'old';

/** Requests with this header go to one side, whatever the weights say. */
export interface HeaderPin {
  readonly kind: 'header';
  /** Lower case, as HTTP/2 and Envoy spell header names. */
  readonly name: string;
  /** The exact value. */
  readonly value: string;
  readonly side: PinnedSide;
}

/** Requests with this cookie go to one side. */
export interface CookiePin {
  readonly kind: 'cookie';
  readonly name: string;
  readonly value: string;
  readonly side: PinnedSide;
}

/** Requests of these users go to one side; the id stands in a header that the caller cannot forge. */
export interface UserPin {
  readonly kind: 'user';
  /** The header that carries the user's id, lower case. */
  readonly header: string;
  readonly ids: readonly string[];
  readonly side: PinnedSide;
}

/** Requests from these client addresses go to one side. */
export interface CidrPin {
  readonly kind: 'cidr';
  /** IPv4 ranges: `10.20.0.0/16`. */
  readonly ranges: readonly string[];
  readonly side: PinnedSide;
}

/** Who is on one side of a migration, whatever the weights say. */
export type Pin = HeaderPin | CookiePin | UserPin | CidrPin;

export interface PinOptions {
  /** Where the requests go. @default 'new' */
  readonly side?: PinnedSide;
}

/** A pin of nobody would be a rule without a condition. */
function some(of: readonly string[], what: string): readonly string[] {
  if (of.length > 0) return of;
  throw new UserError(`A pin of no ${what} pins nobody.`, `Name at least one of the ${what}, or drop the pin.`);
}

/** Who is pinned: by header, cookie, user id or client address. */
export const pin = {
  /** Requests with this header and exact value. */
  header: (name: string, value: string, options: PinOptions = {}): HeaderPin => ({
    kind: 'header',
    name: name.toLowerCase(),
    value,
    side: options.side ?? 'new',
  }),
  /** Requests with this cookie and exact value. */
  cookie: (name: string, value: string, options: PinOptions = {}): CookiePin => ({
    kind: 'cookie',
    name,
    value,
    side: options.side ?? 'new',
  }),
  /** Requests of these users, whose id stands in a header that callers cannot forge. */
  users: (header: string, ids: readonly string[], options: PinOptions = {}): UserPin => ({
    kind: 'user',
    header: header.toLowerCase(),
    ids: some(ids, 'users'),
    side: options.side ?? 'new',
  }),
  /** Requests from these client addresses, as IPv4 ranges. */
  cidr: (ranges: readonly string[], options: PinOptions = {}): CidrPin => ({
    kind: 'cidr',
    ranges: some(ranges, 'ranges'),
    side: options.side ?? 'new',
  }),
};
