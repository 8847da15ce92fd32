import { UserError } from './user-error.js';

/** A length of time in whole milliseconds. Written in code as text: `'30m'`, `'1h30m'`, `'2w'`, `'0s'`. */
export type Milliseconds = number;

const UNITS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

const SHAPE = /^(?:\d+(?:\.\d+)?(?:ms|w|d|h|m|s))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|w|d|h|m|s)/g;

/**
 * Reads a duration: numbers with the units w, d, h, m, s, ms, one after another.
 * @throws UserError when the text has another form, or is no whole number of milliseconds.
 */
export function milliseconds(text: string): Milliseconds {
  const wayOut = 'Write a number and a unit (w, d, h, m, s, ms): "30m", "1h30m", "2w", "0s".';
  if (typeof text !== 'string' || !SHAPE.test(text))
    throw new UserError(`${JSON.stringify(text)} is no duration.`, wayOut);
  let sum = 0;
  for (const [, number, unit] of text.matchAll(PART)) sum += Number(number) * UNITS[unit as keyof typeof UNITS];
  const whole = Math.round(sum);
  if (Math.abs(whole - sum) > 1e-6 || !Number.isSafeInteger(whole)) {
    throw new UserError(`"${text}" is no whole number of milliseconds.`, wayOut);
  }
  return whole;
}

/** For people: the largest units first, `1w2d`, `1h30m`, `250ms`, `0s`. */
export function humanDuration(duration: Milliseconds): string {
  if (duration === 0) return '0s';
  let rest = duration;
  let text = '';
  for (const [unit, size] of Object.entries(UNITS)) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/**
 * For manifests: whole seconds (`300s`), else milliseconds (`250ms`). Istio and Envoy know no day and no week.
 *
 * Source: https://pkg.go.dev/time#ParseDuration
 */
export function secondsDuration(duration: Milliseconds): string {
  return duration % 1_000 === 0 ? `${duration / 1_000}s` : `${duration}ms`;
}
