import { UserError } from './user-error.js';

/** A share of requests or users in whole parts of 10 000: 2 500 is 25 %. */
export type Parts = number;

/** All of it. */
export const ALL: Parts = 10_000;

/**
 * Per cent, as people write it, to whole parts.
 * @param percent 0 to 100, at most two decimals
 * @throws UserError when it is outside, or finer than 0.01 %.
 */
export function percent(percent: number): Parts {
  const parts = Math.round(percent * 100);
  if (!Number.isFinite(percent) || parts < 0 || parts > ALL) {
    throw new UserError(`A share of ${percent} % is not between 0 and 100 %.`, 'Write a number from 0 to 100.');
  }
  // Division rounds correctly, so a number of at most two decimals comes back as it was written.
  if (parts / 100 !== percent) {
    throw new UserError(`A share of ${percent} % is finer than 0.01 %.`, `Write ${parts / 100}.`);
  }
  return parts;
}

/** `25 %`, `0.5 %`, `33.33 %`. */
export function percentText(parts: Parts): string {
  return `${parts / 100} %`;
}
