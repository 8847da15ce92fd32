/**
 * The input is wrong and a person can put it right: no stack is shown, only where, what, and the way out.
 * Anything thrown that is not a UserError is a bug of Sluice.
 */
export class UserError extends Error {
  /** Tells it from other errors, across copies of this module. */
  override readonly name = 'UserError';

  /**
   * @param message what is wrong with the value that was seen; one line
   * @param hint the way out
   */
  constructor(
    message: string,
    /** The way out. */
    readonly hint: string,
  ) {
    super(message);
  }

  /** The CLI and an estate may load two copies of this module, so the class itself tells nothing. */
  static is(error: unknown): error is UserError {
    return error instanceof Error && error.name === 'UserError' && 'hint' in error;
  }
}
