import { expect, test } from 'vitest';
import { routerCanDoIt } from '../../../src/analyze/plan-rules/router-can-do-it.js';
import { service } from '../../../src/model/backend.js';
import { canary, prepare } from '../../../src/model/phase.js';
import { pin } from '../../../src/model/pin.js';
import { plan } from '../../../src/model/plan.js';
import { controllerConfig } from '../../../src/routers/controller-config.js';
import { istio } from '../../../src/routers/istio.js';
import type { Router } from '../../../src/routers/router.js';
import { routeOf, setOf } from '../../routers/acme.js';

/** A mechanism that can do everything but what is named. */
function without(name: string, ...features: readonly (keyof Router['can']['features'])[]): Router {
  const limit = { because: `carry ${name}`, source: `https://${name}.example` };
  const base = istio();
  const limits = Object.fromEntries(features.map(feature => [feature, limit]));
  return { ...base, name, can: { ...base.can, features: { ...base.can.features, ...limits } } };
}

const mirroring = setOf({ routes: [routeOf({ mirror: { to: service('shadow', 80), parts: 100 } })] });

test('what a mechanism cannot do is said with the reason and the mechanisms that can', () => {
  const [plain, also] = [without('plain', 'mirror'), without('also')];

  expect(routerCanDoIt({ set: mirroring, by: [plain], known: [plain, also, istio()] })).toEqual([
    {
      rule: 'router-can-do-it',
      level: 'error',
      message: 'acme/checkout: route "shop" needs mirror; plain cannot carry plain (https://plain.example).',
      fix: 'Drop mirror, or route with also or istio.',
      where: { migration: 'acme/checkout' },
    },
  ]);
});

test('where no mechanism can, the way out is to drop it', () => {
  const plain = without('plain', 'mirror');

  expect(routerCanDoIt({ set: mirroring, by: [plain], known: [plain] })[0]?.fix).toBe(
    'Drop mirror; no mechanism can do it.',
  );
});

test('a feature that several ask for is one finding, and each mechanism has its own', () => {
  const routes = [routeOf({ name: 'a', timeout: 1_000 }), routeOf({ name: 'b', timeout: 1_000 })];
  const by = [without('one', 'timeout'), without('two', 'timeout'), istio()];

  expect(routerCanDoIt({ set: setOf({ routes }), by, known: by }).map(({ message }) => message)).toEqual([
    'acme/checkout: route "a", route "b" needs timeout; one cannot carry one (https://one.example).',
    'acme/checkout: route "a", route "b" needs timeout; two cannot carry two (https://two.example).',
  ]);
});

test('pins that only a phase has are found there, and what all phases share is said once', () => {
  const router = without('plain', 'timeout', 'pin.cookie');
  const steps = plan(
    prepare({ pins: [pin.cookie('beta', '1')] }),
    canary(5),
    canary(10, { pins: [pin.cookie('x', '1')] }),
  );

  const findings = routerCanDoIt({
    set: setOf({ routes: [routeOf({ timeout: 1 })] }),
    by: [router],
    known: [],
    plan: steps,
  });

  expect(findings.map(({ message, where }) => [message, where.phase])).toEqual([
    ['acme/checkout: route "shop" needs timeout; plain cannot carry plain (https://plain.example).', undefined],
    [
      'acme/checkout, phase "prepare": a pin by cookie needs pin.cookie; plain cannot carry plain (https://plain.example).',
      'prepare',
    ],
  ]);
});

test('more sides than a mechanism can share among are refused', () => {
  const sides = ['a', 'b', 'c'].map(id => ({ id, backend: service(id, 80) }));

  expect(
    routerCanDoIt({ set: setOf({ sides }), by: [controllerConfig()], known: [controllerConfig(), istio()] }),
  ).toEqual([
    {
      rule: 'router-can-do-it',
      level: 'error',
      message: 'acme/checkout: the split has 3 sides; controller-config cannot share among more than 2.',
      fix: 'Leave 2 sides, or route with istio.',
      where: { migration: 'acme/checkout' },
    },
  ]);
});

test('what a mechanism can do is no finding', () => {
  expect(routerCanDoIt({ set: mirroring, by: [istio()], known: [istio()], plan: plan(prepare(), canary(5)) })).toEqual(
    [],
  );
});
