import { setTimeout as sleep } from 'node:timers/promises';
import { edgeOf, host, type UpstreamTls } from '../../../src/model/backend.js';
import type { RouteSet } from '../../../src/model/route-set.js';
import { handOver } from '../../../src/model/split.js';
import { type NginxProxyOptions, nginxProxy } from '../../../src/routers/nginx-proxy.js';
import { routeOf, setOf } from '../acme.js';
import { TestBackend } from './backend.js';
import { confOf, Nginx } from './nginx.js';

/** The name that the new cluster knows the shop by. */
export const NEW_HOST = 'shop.new.example';

export interface Rig {
  readonly nginx: Nginx;
  /** Where the proxy is, at this moment. */
  readonly port: number;
  readonly old: TestBackend;
  readonly fresh: TestBackend;
  /** Takes another share, as the next phase does: another Pod gets the requests, then the first one ends. */
  move(percent: number): Promise<void>;
}

export interface Setting {
  readonly percent?: number;
  readonly options?: NginxProxyOptions;
  readonly set?: Partial<RouteSet>;
  /** The new side speaks TLS with this certificate, and the proxy trusts this authority. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca: string };
}

/** Times that a test can wait for. */
export const quick: NginxProxyOptions = {
  timeout: '1s',
  connectTimeout: '500ms',
  breaker: { fails: 1, time: '2s' },
};

/** An old backend, a new one that is known by another name, and the proxy between them. */
export async function withProxy(setting: Setting, work: (rig: Rig) => Promise<void>): Promise<void> {
  const { percent = 50, options = quick, tls } = setting;
  const old = await TestBackend.start('old');
  const fresh = await TestBackend.start('new', tls);
  const upstreamTls: UpstreamTls = { mode: 'SIMPLE', secret: 'ca' };
  const set = setOf({
    routes: [
      routeOf({
        backend: host(NEW_HOST, fresh.port, { addresses: ['127.0.0.1'], ...(tls && { tls: upstreamTls }) }),
        rewrite: { host: NEW_HOST },
      }),
    ],
    sides: [
      { id: 'old', backend: edgeOf('old', { through: host('old.example', old.port, { addresses: ['127.0.0.1'] }) }) },
      { id: 'new' },
    ],
    ...setting.set,
  });
  const conf = (share: number): string =>
    confOf(nginxProxy(options).render(set, handOver('old', 'new', Math.round(share * 100))));
  const files = tls && { 'ca/ca.crt': tls.ca };
  const pods = [await Nginx.start(conf(percent), files)];
  const last = (): Nginx => pods.at(-1)!;
  const rig: Rig = {
    old,
    fresh,
    get nginx() {
      return last();
    },
    get port() {
      return last().ports.http;
    },
    async move(share) {
      const before = last();
      pods.push(await Nginx.start(conf(share), files));
      // The edge has to hear of it first.
      await sleep(100);
      await before.quit();
    },
  };
  try {
    await work(rig);
  } finally {
    for (const pod of pods) await pod.stop();
    await Promise.all([old.die(), fresh.die()]);
  }
}
