import { parseAddress, parseCidr } from './address.js';
import { parseDuration } from './duration.js';
import { parseUri } from './uri.js';

const all = (): boolean => true;
const like =
  (shape: RegExp, longest = Number.POSITIVE_INFINITY) =>
  (text: string): boolean =>
    text.length <= longest && shape.test(text);

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return d >= 1 && d <= (days[m - 1] ?? 0);
}

function isDateTime(text: string): boolean {
  const [date = '', time, more] = text.toLowerCase().split('t');
  if (time === undefined || more !== undefined || !isDate(date)) return false;
  const [, hour = '', minute = '', second = ''] =
    /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/.exec(time) ?? [];
  return hour !== '' && hour <= '23' && minute <= '59' && second <= '59';
}

/** The API server still reads old IPv4 addresses with leading zeros, as decimal. */
function sloppy(text: string): string {
  return text.includes(':') ? text : text.replace(/(^|\.)0+(?=\d)/g, '$1');
}

function isHostname(text: string): boolean {
  if (Buffer.byteLength(text) > 255 || text.split('.').some(label => Buffer.byteLength(label) > 63)) return false;
  return /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u.test(
    text,
  );
}

function uuid(version: string, variant = '[0-9a-f]'): (text: string) => boolean {
  return like(
    new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i'),
  );
}

function isIsbn10(text: string): boolean {
  const digits = text.replaceAll(/[\s-]+/g, '');
  if (!/^\d{9}[\dX]$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, i) => total + (i + 1) * (digit === 'X' ? 10 : Number(digit)), 0);
  return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = text.replaceAll(/[\s-]+/g, '');
  if (!/^\d{13}$/.test(digits)) return false;
  return [...digits].reduce((total, digit, i) => total + (i % 2 === 0 ? 1 : 3) * Number(digit), 0) % 10 === 0;
}

const cardShape =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/;

function isCard(text: string): boolean {
  const digits = text.replaceAll(/\D+/g, '');
  const luhn = [...digits].reverse().reduce((total, digit, i) => {
    const value = i % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return cardShape.test(digits) && luhn % 10 === 0;
}

const byte = String.raw`\s*(?:0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*`;

/**
 * The formats of text that an API server checks, by name without dashes; it lets every other format pass.
 *
 * Source: https://github.com/kubernetes/apiextensions-apiserver/blob/master/pkg/apiserver/validation/formats.go
 */
const formats: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['bsonobjectid', like(/^[0-9a-fA-F]{24}$/)],
  ['uri', text => parseUri(text) !== undefined],
  ['email', like(/^[^\s@<>]+@[^\s@<>]+$|^[^<>]*<[^\s@<>]+@[^\s@<>]+>$/)],
  ['hostname', isHostname],
  ['ipv4', text => text.includes('.') && parseAddress(sloppy(text)) !== undefined],
  ['ipv6', text => text.includes(':') && parseAddress(text) !== undefined],
  ['cidr', text => parseCidr(sloppy(text)) !== undefined],
  [
    'mac',
    like(
      /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}(?:[0-9a-f]{2}\1){0,14}[0-9a-f]{2}$|^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2,9}$/i,
    ),
  ],
  ['uuid', uuid('[0-9a-f]')],
  ['uuid3', uuid('3')],
  ['uuid4', uuid('4', '[89ab]')],
  ['uuid5', uuid('5', '[89ab]')],
  ['isbn', text => isIsbn10(text) || isIsbn13(text)],
  ['isbn10', isIsbn10],
  ['isbn13', isIsbn13],
  ['creditcard', isCard],
  ['ssn', text => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text)],
  ['hexcolor', like(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/)],
  ['rgbcolor', like(new RegExp(`^rgb\\(${byte},${byte},${byte}\\)$`))],
  ['byte', like(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/)],
  ['gobytes', like(/^(?:(?:[A-Za-z0-9+/]\s*){4})*(?:(?:[A-Za-z0-9+/]\s*){2}=\s*=|(?:[A-Za-z0-9+/]\s*){3}=)?\s*$/)],
  ['password', all],
  ['date', isDate],
  ['duration', text => parseDuration(text) !== undefined],
  ['datetime', isDateTime],
  ['k8sshortname', like(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 63)],
  ['k8slongname', like(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 253)],
]);

/** Whether a text has the format; undefined for a format that an API server does not check. */
export function hasFormat(format: string, text: string): boolean | undefined {
  return formats.get(format.replaceAll('-', ''))?.(text);
}
