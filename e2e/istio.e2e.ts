import { describe, expect, test } from 'vitest';
import { withIstio } from './istio/with-istio.js';
import { shopAlone, shopAt, versionsAt } from './shop.js';
import type { Step } from './walk/step.js';
import { smallRoad, walk } from './walk/walk.js';
import './verdict/task-meta.js';

const pace = { requests: 1_000, rate: 400 };

describe('an Istio gateway', () => {
  test('goes up to all and back to none over HTTP, WebSocket and gRPC, and drops nothing', async ({ task }) => {
    await withIstio({ manifests: shopAt(0).objects }, async rig => {
      const steps = [0, 5, 50, 100, 50, 5, 0].map(shopAt);
      const { windows, faults } = await walk(smallRoad(rig), { name: 'shop', steps, ...pace });
      task.meta.windows = windows;

      expect(faults).toEqual([]);
    });
  });

  test('goes up to all, and the old side is removed, and drops nothing', async ({ task }) => {
    await withIstio({ manifests: shopAt(100).objects }, async rig => {
      const steps = [shopAt(100), shopAlone()];
      const { windows, faults } = await walk(smallRoad(rig), { name: 'shop, to the end', steps, ...pace });
      task.meta.windows = windows;

      expect(faults).toEqual([]);
    });
  });

  test('goes from one subset of Pods to another and back, and drops nothing', async ({ task }) => {
    await withIstio({ manifests: versionsAt(0).objects }, async rig => {
      const steps = [0, 10, 50, 100, 10, 0].map(versionsAt);
      const { windows, faults } = await walk(smallRoad(rig), { name: 'versions', steps, ...pace });
      task.meta.windows = windows;

      expect(faults).toEqual([]);
    });
  });

  test('honours pins by header, cookie and client address, and no address that a client only claims', async () => {
    await withIstio({ manifests: shopAt(0).objects }, async rig => {
      const page = { host: 'shop.example.com', path: '/' };
      const backendOf = async (request: object) => (await rig.ask({ ...page, ...request })).headers['x-backend'];

      expect(await backendOf({})).toBe('old-edge.acme');
      expect(await backendOf({ headers: { 'x-tester': 'yes' } })).toBe('web.acme');
      expect(await backendOf({ headers: { 'x-tester': 'no' } })).toBe('old-edge.acme');
      expect(await backendOf({ headers: { cookie: 'a=b; beta=on' } })).toBe('web.acme');
      expect(await backendOf({ headers: { cookie: 'alphabeta=on' } })).toBe('old-edge.acme');
      expect(await backendOf({ from: '192.0.2.77' })).toBe('web.acme');
      expect(await backendOf({ from: '192.0.3.1' })).toBe('old-edge.acme');
      expect(await backendOf({ from: '192.0.3.1', headers: { 'x-forwarded-for': '192.0.2.77' } })).toBe(
        'old-edge.acme',
      );
    });
  });
});

describe('the suite itself', () => {
  const few = { requests: 500, rate: 500 };
  const edit =
    (kind: string, change: (text: string) => string) =>
    (step: Step): Step => ({
      ...step,
      objects: step.objects.map(object => (object.kind === kind ? JSON.parse(change(JSON.stringify(object))) : object)),
    });

  test('sees a weight that is off by one per cent, and says where', async () => {
    const off = edit('VirtualService', text =>
      text.replace('"weight":50', '"weight":51').replace('"weight":50', '"weight":49'),
    );
    await withIstio({ manifests: versionsAt(0).objects }, async rig => {
      const { faults } = await walk(smallRoad(rig), { name: 'versions', steps: [off(versionsAt(50))], ...few });

      expect(faults).toEqual([
        'versions/pages, phase "50 %": Envoy holds web.acme/v1 51 %, web.acme/v2 49 %; planned is web.acme/v1 50 %, web.acme/v2 50 %.',
      ]);
    });
  });

  test('sees a subset that is gone', async () => {
    const off = edit('DestinationRule', text => text.replace('"name":"v2"', '"name":"v3"'));
    await withIstio({ manifests: versionsAt(0).objects }, async rig => {
      const { faults } = await walk(smallRoad(rig), { name: 'versions', steps: [off(versionsAt(50))], ...few });

      expect(faults.join('\n')).toMatch(/versions\/pages, phase "50 %", http1: \d+ of 500 requests were dropped\./);
    });
  });

  test('sees two routes that have changed places', async () => {
    const swap = (spec: { http: object[] }) => ({ ...spec, http: [...spec.http].reverse() });
    const off = edit('VirtualService', text => {
      const manifest = JSON.parse(text);
      return JSON.stringify({ ...manifest, spec: swap(manifest.spec) });
    });
    await withIstio({ manifests: shopAt(0).objects }, async rig => {
      const { faults } = await walk(smallRoad(rig), { name: 'shop', steps: [off(shopAt(50))], ...few });

      expect(faults.join('\n')).toMatch(
        /shop\/chat, phase "50 %", websocket: chat\.acme: planned 50 %, measured 0\.00 %/,
      );
    });
  });
});
