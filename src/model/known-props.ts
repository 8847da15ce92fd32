import { didYouMean } from './nearest.js';
import { UserError } from './user-error.js';

/**
 * Refuses a prop that nothing reads. Estates run without the compiler's word, and a `timeot` that is silently dropped
 * is a route without a timeout.
 * @param props what somebody wrote
 * @param known every prop that is read; the type keeps the list whole
 * @param who for the message: `Route "shop"`
 * @throws UserError when there is another one.
 */
export function knownProps<Props extends object>(
  props: Props,
  known: Readonly<Record<keyof Required<Props>, true>>,
  who: string,
): void {
  for (const prop of Object.keys(props)) {
    if (Object.hasOwn(known, prop)) continue;
    const names = Object.keys(known);
    throw new UserError(`${who} has no prop "${prop}".${didYouMean(prop, names)}`, `It takes ${names.join(', ')}.`);
  }
}
