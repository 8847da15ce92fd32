import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claims, dnsLabel } from '../../src/model/tenant.js';
import { refusal } from './refusal.js';

test.each([
  ['a.example', 'a.example', true],
  ['a.example', 'b.a.example', false],
  ['*.example', 'a.example', true],
  ['*.example', 'b.a.example', true],
  ['*.example', '*.example', true],
  ['*.example', '*.a.example', true],
  ['*.example', 'example', false],
  ['*.example', '.example', false],
  ['*.example', 'notexample', false],
  ['*.a.example', '*.example', false],
  ['*', 'a.example', true],
])('the claim %s on %s: %s', (claim, host, expected) => {
  expect(claims(claim, host)).toBe(expected);
});

test('a proper name comes back as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/), name => {
      expect(dnsLabel(name, 'a tenant')).toBe(name);
    }),
  );
});

test.each(['', '-a', 'a-', 'A', 'a.b', 'a_b', 'a/../b', 'a\n', 'ä', 'a'.repeat(64)])('%j is no name', name => {
  expect(refusal(() => dnsLabel(name, 'a tenant'))).toEqual([
    `${JSON.stringify(name)} is no name for a tenant.`,
    'Use 1 to 63 lower case letters, digits and dashes, with a letter or digit at both ends (a DNS-1123 label).',
  ]);
});
