/** What a gate answered, and on what ground. An error is no failure, and `unknown` never passes. */
export interface GateVerdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What was measured: a ratio, or milliseconds, as the gate's threshold is. */
  readonly value?: number;
  readonly threshold?: number;
  /** The same of the old side, for a gate that compares. */
  readonly baseline?: number;
  /** How many requests it is measured on. */
  readonly samples?: number;
  /** The time over which is measured, as PromQL writes it: `300s`. */
  readonly window?: string;
  /** The questions that were asked, word for word. */
  readonly queries?: readonly string[];
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number;
  /** One sentence. */
  readonly why: string;
  /** Where a person can look at the same. */
  readonly link?: string;
  /** When the clock alone will open it, in milliseconds since 1970. */
  readonly opens?: number;
}
