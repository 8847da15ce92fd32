import { ALL, type Parts } from './share.js';

/**
 * Who moves when a percentage means users and not requests: a member (a tenant) is wholly on one side.
 * The members of a smaller share are always members of a larger one, so a cohort only ever grows.
 */
export interface Cohort {
  /** Spreads two migrations differently over the same members. @default the migration's name */
  readonly salt?: string;
  /** Members that move first, as soon as the share is above 0. @default none */
  readonly pins?: readonly string[];
  /** Members that move last, only when the share is 100 %. @default none */
  readonly optOuts?: readonly string[];
}

/**
 * A member's place, 0 to 9 999, the same on every machine and in every version of Sluice: FNV-1a over the UTF-8 bytes,
 * then the finalizer of MurmurHash3, since FNV alone leaves names that differ in the last letter side by side.
 *
 * Sources: https://datatracker.ietf.org/doc/draft-eastlake-fnv/, https://github.com/aappleby/smhasher/wiki/MurmurHash3
 */
export function bucketOf(member: string, salt: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${salt}\0${member}`, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return Math.floor((hash / 2 ** 32) * ALL);
}

/** Whether a member is on the new side when `moved` parts of the members are. */
export function hasMoved(member: string, moved: Parts, cohort: Cohort & { readonly salt: string }): boolean {
  if (moved <= 0) return false;
  if (moved >= ALL) return true;
  if (cohort.optOuts?.includes(member)) return false;
  if (cohort.pins?.includes(member)) return true;
  return bucketOf(member, cohort.salt) < moved;
}
