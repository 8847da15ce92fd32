const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const longest = 2n ** 63n - 1n;

/** Nanoseconds of a duration as Go reads it: `1h30m`, `-1.5s`, `0`; undefined where Go refuses the text. */
export function goDuration(text: string): bigint | undefined {
  const [, sign, body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of body.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const size = units[unit]!;
    total += BigInt(whole || '0') * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  if (total > longest) return undefined;
  return sign === '-' ? -total : total;
}

const loose = /(\d+)\s*([A-Za-zµ]+)/g;
const looseUnit = /^(?:ns|nano.*|us|µs|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/i;

/** Whether the schema format `duration` accepts the text, in nanoseconds where it is one of Go's; it also knows `2 days`. */
export function parseDuration(text: string): bigint | 'loose' | undefined {
  const exact = goDuration(text);
  if (exact !== undefined) return exact;
  for (const [, , unit = ''] of text.matchAll(loose)) if (looseUnit.test(unit)) return 'loose';
  return undefined;
}
