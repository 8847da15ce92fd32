import { UserError } from '../../model/user-error.js';

/** An RE2 expression for the decimal numbers from `low` to `high`, both of at most three digits. */
function numbers(low: number, high: number): string {
  if (low === 0 && high === 255) return '\\d{1,3}';
  const [a, b] = [String(low), String(high)];
  if (a.length < b.length) {
    const nines = 10 ** a.length - 1;
    return `${numbers(low, nines)}|${numbers(nines + 1, high)}`;
  }
  if (a === b) return a;
  const rest = a.length - 1;
  if (rest === 0) return `[${a}-${b}]`;
  const [first, last] = [Number(a[0]), Number(b[0])];
  const pad = (n: number): string => String(n).padStart(rest, '0');
  const tail = (from: number, to: number): string =>
    from === 0 && to === 10 ** rest - 1 ? '\\d'.repeat(rest) : padded(pad(from), pad(to));
  const [lowTail, highTail] = [low % 10 ** rest, high % 10 ** rest];
  if (first === last) return `${first}(?:${tail(lowTail, highTail)})`;
  const parts = [`${first}(?:${tail(lowTail, 10 ** rest - 1)})`];
  if (last - first > 1) parts.push(`[${first + 1}-${last - 1}]${'\\d'.repeat(rest)}`);
  parts.push(`${last}(?:${tail(0, highTail)})`);
  return parts.join('|');
}

/** Numbers between two texts of one length, leading zeros kept. */
function padded(a: string, b: string): string {
  if (a === b) return a;
  if (a.length === 1) return `[${a}-${b}]`;
  const [first, last] = [Number(a[0]), Number(b[0])];
  if (first === last) return `${first}(?:${padded(a.slice(1), b.slice(1))})`;
  const size = a.length - 1;
  const parts = [`${first}(?:${padded(a.slice(1), '9'.repeat(size))})`];
  if (last - first > 1) parts.push(`[${first + 1}-${last - 1}]${'\\d'.repeat(size)}`);
  parts.push(`${last}(?:${padded('0'.repeat(size), b.slice(1))})`);
  return parts.join('|');
}

/**
 * An RE2 expression for the addresses of an IPv4 range, as proxies write them.
 * @throws UserError when the text is no IPv4 range.
 */
export function cidrRegex(range: string): string {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(range);
  const octets = match?.slice(1, 5).map(Number) ?? [];
  const bits = Number(match?.[5]);
  if (!match || octets.some(octet => octet > 255) || bits > 32) {
    throw new UserError(`"${range}" is no IPv4 range.`, 'Write it as "10.20.0.0/16"; a single address ends in /32.');
  }
  return octets
    .map((octet, i) => {
      const free = 2 ** (8 - Math.min(8, Math.max(0, bits - 8 * i)));
      const low = octet - (octet % free);
      const text = numbers(low, low + free - 1);
      return text.includes('|') ? `(?:${text})` : text;
    })
    .join('\\.');
}
