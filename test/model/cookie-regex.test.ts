import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { cookieRegex, literal } from '../../src/model/cookie-regex.js';
import { text } from '../../src/model/match.js';

/** Istio's regular expressions are RE2 and must match the whole text. */
const matches = (regex: string, of: string): boolean => RE2JS.compile(regex).matcher(of).matches();

const cookies = fc.uniqueArray(
  fc.tuple(fc.constantFrom('a', 'ab', 'b', 'a.b', 'xa'), fc.stringMatching(/^[a-c.+=-]{0,4}$/)),
  { minLength: 1, selector: ([name]) => name },
);
const header = cookies.map(all => ({
  all: new Map(all),
  line: all.map(([name, value]) => `${name}=${value}`).join('; '),
}));
const wanted = fc.constantFrom('a', 'ab', 'b', 'a.b');

describe('a cookie in a header of several', () => {
  test.each([
    ['present', () => text.present(), (_: string, is: string | undefined) => is !== undefined],
    ['exact', (value: string) => text.exact(value), (value: string, is: string | undefined) => is === value],
    [
      'prefix',
      (value: string) => text.prefix(value),
      (value: string, is: string | undefined) => is?.startsWith(value) ?? false,
    ],
    [
      'regex',
      (value: string) => text.regex(`${literal(value)}|zzz`),
      (value: string, is: string | undefined) => is === value,
    ],
  ] as const)('is found by %s', (_, matchOf, holds) => {
    fc.assert(
      fc.property(header, wanted, fc.stringMatching(/^[a-c.+=-]{1,2}$/), ({ all, line }, name, value) => {
        expect(matches(cookieRegex(name, matchOf(value)), line)).toBe(holds(value, all.get(name)));
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a text as RE2 means just itself', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(matches(literal(a), a)).toBe(true);
      expect(matches(literal(a), b)).toBe(a === b);
    }),
  );
});
