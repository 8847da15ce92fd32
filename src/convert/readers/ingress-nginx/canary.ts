import { type Pin, pin } from '../../../model/pin.js';
import type { Ingress } from './ingress.js';

/** How a canary shares the requests of its twin. */
export interface CanarySplit {
  readonly percent: number;
  readonly pins: readonly Pin[];
}

/** nginx knows a cookie and a header that say `always` and `never`. */
const SAYS = [
  ['always', 'new'],
  ['never', 'old'],
] as const;

function headerPins({ settings }: Ingress): readonly Pin[] {
  const header = settings.text('canary-by-header');
  if (header === undefined) {
    for (const rest of ['value', 'pattern'])
      settings.ignored(`canary-by-header-${rest}`, 'there is no canary-by-header');
    return [];
  }
  const [value, pattern] = [settings.text('canary-by-header-value'), settings.text('canary-by-header-pattern')];
  settings.say('canary-by-header', value === undefined ? 'equivalent' : 'exact');
  if (value !== undefined) {
    settings.say('canary-by-header-value', 'exact');
    settings.ignored('canary-by-header-pattern', 'canary-by-header-value comes first');
    return [pin.header(header, value)];
  }
  if (pattern === undefined) return SAYS.map(([word, side]) => pin.header(header, word, { side }));
  settings.say('canary-by-header-pattern', 'unsupported');
  settings.say('canary-by-header', 'unsupported', 'Its pattern has no place.');
  return [];
}

function cookiePins({ settings }: Ingress): readonly Pin[] {
  const cookie = settings.text('canary-by-cookie');
  if (cookie === undefined) return [];
  settings.say('canary-by-cookie', 'equivalent');
  return SAYS.map(([word, side]) => pin.cookie(cookie, word, { side }));
}

function share({ settings }: Ingress): number {
  const [weight = 0, asked = 100] = [settings.number('canary-weight'), settings.number('canary-weight-total')];
  const total = Math.max(100, asked);
  const exact = (Math.min(Math.max(weight, 0), total) / total) * 100;
  const whole = Math.round(exact);
  if (whole === exact) settings.say('canary-weight', 'exact');
  else settings.say('canary-weight', 'approximated', `nginx: ${weight} of ${total}. Gateway: ${whole} %.`);
  settings.say('canary-weight-total', 'equivalent');
  return whole;
}

/** What the annotations of a canary say; the header is asked before the cookie, and the cookie before the weight. */
export function canarySplit(canary: Ingress): CanarySplit {
  const { settings } = canary;
  settings.say('canary', 'equivalent');
  return { pins: [...headerPins(canary), ...cookiePins(canary)], percent: share(canary) };
}
