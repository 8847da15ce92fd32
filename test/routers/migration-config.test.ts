import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { host, service } from '../../src/model/backend.js';
import type { Manifest } from '../../src/model/manifest.js';
import { handOver } from '../../src/model/split.js';
import { migrationConfig } from '../../src/routers/migration-config.js';
import { routeOf, setOf } from './acme.js';

const set = setOf({
  sides: [{ id: 'old', backend: service('bbdm-api', 8078) }, { id: 'new' }],
  routes: [routeOf({ name: 'api', host: 'api.team.example', backend: host('api.kong.example', 443) })],
});
const quarter = handOver('old', 'new', 2_500);
const router = migrationConfig({ newNamespace: 'kong-bbdm' });

const textOf = ([object]: readonly Manifest[]): string =>
  (object!['data'] as Record<string, string>)['migration.yaml']!;

test('C5: services and who is who, in the fields that the controller knows', () => {
  expect(load(textOf(router.render(set, quarter)))).toEqual({
    services: [
      {
        name: 'api',
        old_host: 'api.team.example',
        new_host: 'api.kong.example',
        old_backend: 'bbdm-api.acme.svc.cluster.local:8078',
        migration_percentage: 25,
        strategy: 'weight',
        enabled: true,
      },
    ],
    service_mappings: [
      {
        old_service: 'bbdm-api',
        old_namespace: 'acme',
        new_service: 'bbdm-api',
        new_namespace: 'kong-bbdm',
        new_cluster_endpoint: 'api.kong.example',
      },
    ],
  });
});

describe('C5: what a person wrote is read back', () => {
  const read = (services: string) => {
    const [object] = router.render(set, quarter);
    return router.read([{ ...object!, data: { 'migration.yaml': services } }], set);
  };

  test('in any form of YAML', () => {
    expect(
      read('services: [{name: api, old_host: api.team.example, migration_percentage: 40, enabled: true}]'),
    ).toEqual(handOver('old', 'new', 4_000));
  });

  test('what is not enabled is wholly old', () => {
    expect(
      read('services: [{name: api, old_host: api.team.example, migration_percentage: 40, enabled: false}]'),
    ).toEqual(handOver('old', 'new', 0));
    const off = migrationConfig({ enabled: false });
    expect(off.read(off.render(set, quarter), set)).toEqual(handOver('old', 'new', 0));
  });

  test.each([
    ['another service', 'services: [{name: web, old_host: api.team.example, migration_percentage: 40}]'],
    ['more than all', 'services: [{name: api, old_host: api.team.example, migration_percentage: 140}]'],
    ['a percentage in words', 'services: [{name: api, old_host: api.team.example, migration_percentage: half}]'],
    ['no YAML', 'services: ['],
    ['nothing', ''],
  ])('%s is no split of ours', (_, text) => {
    expect(read(text)).toBeUndefined();
  });
});

test('a redirect is refused', () => {
  const routes = [routeOf({ redirect: { host: 'a.example' } })];

  expect(() => router.render(setOf({ routes }), quarter)).toThrow(/only proxies/);
});
