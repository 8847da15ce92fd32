import { UserError } from '../../src/model/user-error.js';

/** What a person reads where the input is refused: the message and the way out. A bug passes through. */
export function refusal(run: () => unknown): readonly [message: string, hint: string] | 'accepted' {
  try {
    run();
  } catch (error) {
    if (UserError.is(error)) return [error.message, error.hint];
    throw error;
  }
  return 'accepted';
}
