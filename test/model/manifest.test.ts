import { expect, test } from 'vitest';
import { groupOf, identityOf, titleOf, versionOf } from '../../src/model/manifest.js';

test('an API version is a group and a version, and the core group has no name', () => {
  expect([groupOf('networking.istio.io/v1'), versionOf('networking.istio.io/v1')]).toEqual([
    'networking.istio.io',
    'v1',
  ]);
  expect([groupOf('v1'), versionOf('v1')]).toEqual(['', 'v1']);
});

test('two served versions of one object are one identity; another namespace, kind or group is another', () => {
  const web = { apiVersion: 'a/v1', kind: 'K', metadata: { name: 'web', namespace: 'acme' } };

  expect(identityOf({ ...web, apiVersion: 'a/v1beta1' })).toBe(identityOf(web));
  const others = [
    { ...web, apiVersion: 'b/v1' },
    { ...web, kind: 'L' },
    { ...web, metadata: { name: 'web' } },
    { ...web, metadata: { name: 'web2', namespace: 'acme' } },
  ];
  expect(new Set([web, ...others].map(identityOf)).size).toBe(5);
});

test('people name an object by kind, namespace and name', () => {
  expect(titleOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'acme' } })).toBe(
    'Service acme/web',
  );
  expect(titleOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'acme' } })).toBe('Namespace acme');
});
