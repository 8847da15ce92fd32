import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { pin } from '../../../src/model/pin.js';
import { cidrRegex } from '../../../src/routers/istio/cidr-regex.js';
import { pinHeaders } from '../../../src/routers/istio/pins.js';
import { refusal } from '../../model/refusal.js';
import { gateway } from '../acme.js';

const text = (address: number): string => [24, 16, 8, 0].map(shift => (address >>> shift) & 255).join('.');

const range = fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 32 }));

const compiled = new Map<string, RE2JS>();
function matches(regex: string, of: string): boolean {
  const known = compiled.get(regex) ?? RE2JS.compile(regex);
  compiled.set(regex, known);
  return known.matcher(of).matches();
}

/** The first and the last address of a range. */
function ends(address: number, bits: number): readonly [number, number] {
  const size = 2 ** (32 - bits);
  const first = address - (address % size);
  return [first, first + size - 1];
}

test('every octet range takes exactly its own octets', () => {
  for (let bits = 0; bits <= 8; bits++) {
    for (let octet = 0; octet < 256; octet += 2 ** (8 - bits)) {
      const regex = cidrRegex(`${octet}.0.0.0/${bits}`);
      const [first, last] = ends(octet * 2 ** 24, bits).map(address => address >>> 24);

      const taken = Array.from({ length: 256 }, (_, i) => i).filter(i => matches(regex, `${i}.0.0.0`));

      expect(taken).toEqual(Array.from({ length: last! - first! + 1 }, (_, i) => first! + i));
    }
  }
});

test('a range takes its own addresses and its neighbours not', () => {
  fc.assert(
    fc.property(range, fc.integer({ min: 0, max: 0xffffffff }), ([address, bits], other) => {
      const regex = cidrRegex(`${text(address)}/${bits}`);
      const [first, last] = ends(address, bits);

      for (const inside of [first, last, address]) expect(matches(regex, text(inside))).toBe(true);
      if (first > 0) expect(matches(regex, text(first - 1))).toBe(false);
      if (last < 0xffffffff) expect(matches(regex, text(last + 1))).toBe(false);
      expect(matches(regex, text(other))).toBe(other >= first && other <= last);
    }),
    { numRuns: 1_000 },
  );
});

test.each(['', '10.0.0.0', '10.0.0/8', '256.0.0.0/8', '10.0.0.0/33', '::1/128', '10.0.0.0/8 '])(
  '"%s" is no range',
  of => {
    expect(refusal(() => cidrRegex(of))).toEqual([
      `"${of}" is no IPv4 range.`,
      'Write it as "10.20.0.0/16"; a single address ends in /32.',
    ]);
  },
);

function pinnedBy(forwardedFor: string, trustedProxies: number): boolean {
  const conditions = pinHeaders(pin.cidr(['10.0.0.0/8', '192.0.2.7/32']), [{ ...gateway, trustedProxies }]);
  return conditions.some(condition => {
    const { regex } = condition['x-forwarded-for'] as { regex: string };
    return matches(regex, forwardedFor);
  });
}

test.each([
  ['10.1.2.3', 0, true],
  ['192.0.2.7', 0, true],
  ['192.0.2.71', 0, false],
  ['110.1.2.3', 0, false],
  ['8.8.8.8, 10.1.2.3', 0, true],
  ['10.1.2.3, 8.8.8.8', 0, false],
  ['10.1.2.3, 8.8.8.8', 1, true],
  ['8.8.8.8, 10.1.2.3', 1, false],
  ['10.9.9.9,8.8.8.8, 172.16.0.1', 1, false],
  ['evil, 10.9.9.9,8.8.8.8, 172.16.0.1', 2, true],
  ['10.1.2.3', 1, false],
])('X-Forwarded-For "%s" behind %d proxies is pinned: %s', (forwardedFor, proxies, expected) => {
  expect(pinnedBy(forwardedFor, proxies)).toBe(expected);
});

test('many users and ranges are cut into expressions that Istio takes, and nobody is lost', () => {
  const ids = Array.from({ length: 500 }, (_, i) => `user.${i}@acme.example`);
  const regexes = pinHeaders(pin.users('x-user', ids), [gateway]).map(of => (of['x-user'] as { regex: string }).regex);

  expect(regexes.length).toBeGreaterThan(1);
  expect(regexes.filter(regex => regex.length > 1_024)).toEqual([]);
  expect(ids.filter(id => !regexes.some(regex => matches(regex, id)))).toEqual([]);
  expect(regexes.some(regex => matches(regex, 'userx1@acme.example'))).toBe(false);
});
