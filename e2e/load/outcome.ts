/** What became of one request. */
export interface Outcome {
  /** When it was sent: milliseconds since 1970. */
  readonly sent: number;
  /** Milliseconds until the whole answer was there, or none would come. */
  readonly took: number;
  /** The HTTP status (101 is a WebSocket's good one); 0 when there was no answer at all. */
  readonly status: number;
  /** Why there is no whole and good answer, whatever the status says. */
  readonly error?: string;
  /** Which backend answered, and which of its Pods; unset when none did. */
  readonly backend?: string;
  readonly pod?: string;
  /** How often the gateway tried until this answer: 1 when it did not retry. */
  readonly attempt?: number;
}

/** A request is dropped when the client has no good answer, whoever is to blame. */
export function isDropped({ status, error }: Outcome): boolean {
  return error !== undefined || status < 100 || status >= 500;
}
