import type { Outcome } from '../../model/verdict.js';

/** The prefix of what ingress-nginx reads. */
export const PREFIX = 'nginx.ingress.kubernetes.io/';

/** One annotation of ingress-nginx, and what becomes of it. Code, documentation and report say what stands here. */
export interface Annotation {
  /** Without the prefix. */
  readonly name: string;
  /** What ingress-nginx itself says of it: what somebody can do to a cluster who may write it. */
  readonly risk: 'low' | 'medium' | 'high' | 'critical';
  /** What becomes of the example. */
  readonly outcome: Outcome;
  readonly example: string;
  /** What becomes of it; for what is not converted, what to do by hand. */
  readonly how: string;
  /** Whether the reader looks at the value; otherwise every value has the same outcome. @default false */
  readonly read?: true;
  /** Values that ask for what the target does anyway. @default none */
  readonly harmless?: readonly string[];
  /** Whether it keeps requests out, so that a host must not move without it. @default false */
  readonly guards?: true;
  /** Annotations without which it does nothing. @default none */
  readonly needs?: Readonly<Record<string, string>>;
}
