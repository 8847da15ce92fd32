/** An IP address: its bits as one number, and how many they are. */
export interface Address {
  readonly bits: bigint;
  readonly size: 32 | 128;
}

function parse4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let bits = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bits = bits * 256n + BigInt(part);
  }
  return bits;
}

/** `::ffff:1.2.3.4` as `::ffff:0102:0304`. */
function withoutDots(text: string): string | undefined {
  const last = text.lastIndexOf(':') + 1;
  if (!text.includes('.')) return text;
  const bits = parse4(text.slice(last));
  if (bits === undefined) return undefined;
  return `${text.slice(0, last)}${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

function parse6(text: string): bigint | undefined {
  const [head = '', tail, more] = (withoutDots(text) ?? '').split('::');
  if (more !== undefined) return undefined;
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (!all.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((bits, group) => bits * 65536n + BigInt(`0x${group}`), 0n);
}

/** An IPv4 or IPv6 address as Go reads it: no zone, no leading zeros. */
export function parseAddress(text: string): Address | undefined {
  const size = text.includes(':') ? 128 : 32;
  const bits = size === 128 ? parse6(text) : parse4(text);
  return bits === undefined ? undefined : { bits, size };
}

/** An address and how many of its first bits name a network. */
export function parseCidr(text: string): (Address & { readonly prefix: number }) | undefined {
  const [, ip = '', prefix = ''] = /^(.*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = parseAddress(ip);
  return address && Number(prefix) <= address.size ? { ...address, prefix: Number(prefix) } : undefined;
}
