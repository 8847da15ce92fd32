import { expect, test } from 'vitest';
import { hostSlug, ownMetadata } from '../../src/model/naming.js';
import { setOf } from '../routers/acme.js';

test.each([
  ['api.example.com', 'api-example-com'],
  ['*.example.com', 'wildcard-example-com'],
  ['API.Example.com', 'api-example-com'],
  ['*', 'wildcard'],
])('the name of %s is %s', (host, slug) => {
  expect(hostSlug(host)).toBe(slug);
});

test('only what carries the split of a migration names its phase', () => {
  const labels = { 'app.kubernetes.io/managed-by': 'sluice', 'sluice.dev/tenant': 'acme' };
  const own = { ...labels, 'sluice.dev/migration': 'checkout' };

  expect(ownMetadata(setOf(), 'web')).toEqual({ name: 'web', namespace: 'acme', labels: own });
  expect(ownMetadata(setOf(), 'web', 'split')).toEqual({
    name: 'web',
    namespace: 'acme',
    labels: own,
    annotations: { 'sluice.dev/phase': 'canary-25' },
  });
  expect(ownMetadata(setOf({ phase: undefined }), 'web', 'split')).toEqual({ name: 'web', namespace: 'acme', labels });
});
