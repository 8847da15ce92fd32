/**
 * What POSIX' `cksum` prints first for a text, so that a container without more than a shell can check it.
 *
 * Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/cksum.html
 */
export function checksum(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  let crc = 0;
  for (const byte of bytes) crc = shifted(crc, byte);
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256)) crc = shifted(crc, length % 256);
  return String(~crc >>> 0);
}

function shifted(crc: number, byte: number): number {
  let next = crc ^ (byte << 24);
  for (let bit = 0; bit < 8; bit++) next = next < 0 ? (next << 1) ^ 0x04c11db7 : next << 1;
  return next;
}
