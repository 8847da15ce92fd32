import { ApiObject, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import {
  Cluster,
  canary,
  Estate,
  edgeOf,
  Gateway,
  Migration,
  plan,
  prepare,
  Route,
  service,
  Tenant,
} from '../../src/index.js';
import { manifestsAt, manifestsOf } from '../../src/testing.js';

function acme(): Tenant {
  const cluster = new Cluster(new Estate(), 'prod', { kubernetes: '1.30', istio: '1.24.0' });
  return new Tenant(cluster, 'acme', { claims: ['*.acme.example'] });
}

const find = (tenant: Tenant, kind: string, name: string): unknown =>
  manifestsOf(tenant).find(manifest => manifest.kind === kind && manifest.metadata.name === name);

describe('objects of cdk8s in a tenant’s scope', () => {
  it('are written with the tenant, in its namespace, with patches and lazy values', () => {
    const tenant = acme();
    const object = new ApiObject(tenant, 'settings', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'shop-settings' },
      data: { colour: Lazy.any({ produce: () => 'blue' }) },
    });
    object.addJsonPatch(JsonPatch.add('/data/size', 'large'));

    expect(find(tenant, 'ConfigMap', 'shop-settings')).toMatchObject({
      metadata: { namespace: 'acme' },
      data: { colour: 'blue', size: 'large' },
    });
  });

  it('have names without a hash when they say none', () => {
    const tenant = acme();
    const group = new Construct(tenant, 'Cache');
    new ApiObject(group, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap' });

    expect(find(tenant, 'ConfigMap', 'cache-settings')).toBeDefined();
  });

  it('stand in one file for each construct in the tenant’s scope, dependencies first', () => {
    const tenant = acme();
    const group = new Construct(tenant, 'cache');
    const first = new ApiObject(group, 'b', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } });
    const second = new ApiObject(group, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    first.addDependency(second);

    const unit = [...tenant.units()].find(({ path }) => path === 'prod/acme/cache.yaml');

    expect(unit?.manifests.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
  });

  it('are seen by cdk8s’ own test tools', () => {
    const tenant = acme();
    new ApiObject(tenant, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });

    expect(Testing.synth(tenant)).toEqual(manifestsOf(tenant));
  });

  it('may be made with cdk8s-plus-27, and a Service of it may be a backend', () => {
    const tenant = acme();
    const labels = { app: 'shop' };
    const deployment = new kplus.Deployment(tenant, 'shop', {
      metadata: { name: 'shop' },
      podMetadata: { labels },
      select: false,
      containers: [{ image: 'acme/shop:1', portNumber: 8080 }],
    });
    deployment.select(kplus.LabelSelector.of({ labels }));
    const shop = new kplus.Service(tenant, 'shop-service', {
      metadata: { name: 'shop' },
      ports: [{ port: 80, targetPort: 8080 }],
    });
    shop.select(kplus.Pods.select(tenant, 'shop-pods', { labels }));
    const edge = new Gateway(tenant, 'edge', { hosts: ['shop.acme.example'] });
    const route = new Route(tenant, 'shop', { gateway: edge, host: 'shop.acme.example', backend: service(shop, 80) });
    const migration = new Migration(tenant, 'move', {
      phase: 'canary-10',
      routes: [route],
      from: edgeOf('nginx', { through: service('ingress-nginx-controller', 80, { namespace: 'ingress-nginx' }) }),
      to: edge,
      plan: plan(prepare(), canary(10)),
    });

    expect(find(tenant, 'Deployment', 'shop')).toBeDefined();
    expect(find(tenant, 'Service', 'shop')).toMatchObject({ spec: { selector: labels } });
    expect(JSON.stringify(manifestsAt(migration))).toContain('"host":"shop.acme.svc.cluster.local"');
  });

  it('a construct that refuses itself becomes a finding, not half a file', () => {
    const tenant = acme();
    new kplus.Ingress(tenant, 'empty');

    const unit = [...tenant.units()].find(({ path }) => path === 'prod/acme/empty.yaml');

    expect(unit?.findings).toMatchObject([
      { rule: 'can-be-rendered', message: expect.stringContaining('ingress with no rules') },
    ]);
    expect(unit?.manifests).toEqual([]);
  });
});
