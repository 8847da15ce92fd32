import { describe, expect, test } from 'vitest';
import type { HeldRoute } from '../../e2e/servers/envoy-admin.js';
import { heldBy, shareAlike } from '../../e2e/walk/planned.js';
import { handOver } from '../../src/model/split.js';

const held = (weights: HeldRoute['weights']): HeldRoute => ({ name: 'pages', domains: ['shop.example.com'], weights });

describe('the weights that Envoy holds', () => {
  test('are shares of the backends that its clusters stand for, whatever their sum', () => {
    const route = held([
      { cluster: 'outbound|8080|v1|web.acme.svc.cluster.local', weight: 3 },
      { cluster: 'outbound|80||edge.example.net', weight: 1 },
    ]);

    expect(heldBy(route)).toEqual([
      { backend: 'web.acme/v1', parts: 7_500 },
      { backend: 'edge.example.net', parts: 2_500 },
    ]);
  });

  test('agree with the plan when who gets nothing is not named', () => {
    expect(shareAlike([{ backend: 'old', parts: 10_000 }], handOver('old', 'new', 0))).toBe(true);
  });

  test('do not agree when they are off by one per cent', () => {
    expect(shareAlike(handOver('old', 'new', 5_100), handOver('old', 'new', 5_000))).toBe(false);
  });
});
