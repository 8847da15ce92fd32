import type { Milliseconds } from '../../model/duration.js';

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/**
 * A duration as Gateway API writes it: up to four numbers of at most five digits each, `1h30m`, `0s`.
 *
 * Source: https://gateway-api.sigs.k8s.io/geps/gep-2257/
 */
export function gatewayDuration(duration: Milliseconds): string {
  if (duration === 0) return '0s';
  let rest = duration;
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
