import { expect, it } from 'vitest';
import { Cluster, canary, Estate, Gateway, Route, type RouteProps, service, Tenant } from '../../src/index.js';
import { knownProps } from '../../src/model/known-props.js';

const tenant = () => new Tenant(new Cluster(new Estate(), 'prod', { kubernetes: '1.30', istio: '1.24.0' }), 'acme');

it('a prop that nothing reads is refused, with the one that was meant', () => {
  expect(() =>
    knownProps({ timeot: '10s' } as object, { timeout: true, host: true } as object, 'Route "shop"'),
  ).toThrow('Route "shop" has no prop "timeot". Did you mean "timeout"?');
});

it('a misspelt prop of a route, its retries, a phase, and a tenant’s walls is refused', () => {
  const acme = tenant();
  const gateway = new Gateway(acme, 'edge', { hosts: ['shop.acme.example'] });
  const props: RouteProps = { gateway, host: 'shop.acme.example', backend: service('shop', 80) };

  expect(() => new Route(acme, 'a', { ...props, timeot: '1s' } as RouteProps)).toThrow('no prop "timeot"');
  expect(() => new Route(acme, 'b', { ...props, retries: { attempts: 1, perTry: '1s' } as object as never })).toThrow(
    'Route "b" retries has no prop "perTry"',
  );
  expect(() => canary(10, { soack: '30m' } as object)).toThrow('Phase "canary-10" has no prop "soack"');
  expect(() => new Tenant(acme.cluster, 'other', { walls: { sidecar: true } as object })).toThrow(
    'Tenant "other" walls has no prop "sidecar". Did you mean "sidecars"?',
  );
  expect(new Route(acme, 'c', { ...props, timeout: undefined }).model.timeout).toBeUndefined();
});
