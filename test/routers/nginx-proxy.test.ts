import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { exactInterval } from '../../e2e/verdict/binomial.js';
import { host, service, sticky } from '../../src/model/backend.js';
import { path } from '../../src/model/match.js';
import { pin } from '../../src/model/pin.js';
import { handOver } from '../../src/model/split.js';
import { UserError } from '../../src/model/user-error.js';
import { checksum } from '../../src/routers/nginx-proxy/checksum.js';
import { nginxProxy } from '../../src/routers/nginx-proxy.js';
import { gateway, routeOf, setOf } from './acme.js';
import { splitSets } from './arbitraries.js';
import { ask, askAll } from './nginx-proxy/ask.js';
import { certificateFor } from './nginx-proxy/authority.js';
import { confOf, faultOf, startPod, without } from './nginx-proxy/nginx.js';
import { NEW_HOST, quick, withProxy } from './nginx-proxy/with-proxy.js';

if (without) console.warn(`The tests of nginx-proxy on a real nginx are skipped: ${without}`);

const times = <Item>(count: number, item: (nth: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, nth) => item(nth));

describe.skipIf(without)('on a real nginx', () => {
  test('C6: whatever it writes, nginx takes', () => {
    const router = nginxProxy({ key: sticky.cookie('side', '1w') });
    fc.assert(
      fc.property(splitSets(router.can), ({ set, split }) => {
        try {
          expect(faultOf(confOf(router.render(set, split)))).toBe('');
        } catch (error) {
          if (!UserError.is(error)) throw error;
        }
      }),
      { numRuns: 60 },
    );
  });

  test('C6: a Pod takes the configuration that it was made for, when nginx does; else it does not start', () => {
    const manifests = nginxProxy().render(setOf(), handOver('old', 'new', 2_500));
    const good = confOf(manifests);
    const spec = JSON.stringify(manifests.find(({ kind }) => kind === 'Deployment')!['spec']);

    expect(spec).toContain(`"annotations":{"sluice.dev/config":"${checksum(good)}"}`);
    expect(startPod(manifests, good, 'for it')).toBe(good);
    expect(startPod(manifests, good.replace('split_clients', 'split'), 'for it')).toBeUndefined();
    expect(startPod(manifests, good, 'for another')).toBeUndefined();
  });

  describe('C3: shares', () => {
    test.each([0, 0.01, 5, 25, 33.33, 75, 99.99, 100])('%d % of 20 000 requests', async percent => {
      await withProxy({ percent }, async ({ port }) => {
        const measured = async (requests: number): Promise<boolean> => {
          const answers = await askAll(
            port,
            times(requests, () => ({})),
          );
          const hits = answers.filter(({ side }) => side === 'new').length;
          const { low, high } = exactInterval(hits, requests, 0.999);
          console.info(`planned ${percent} %, measured ${(hits * 100) / requests} % (${hits} of ${requests})`);
          expect(answers.every(({ status }) => status === 200)).toBe(true);
          if (percent === 0 || percent === 100) return hits === (percent * requests) / 100;
          return low <= percent / 100 && percent / 100 <= high;
        };

        // One window in a thousand is off by chance alone; a wrong share is off in a larger one too.
        expect((await measured(20_000)) || (await measured(80_000))).toBe(true);
      });
    });

    test('a user stays on a side, and those who moved stay moved when the share grows', async () => {
      const options = { ...quick, key: sticky.header('x-user-id') };
      await withProxy({ percent: 5, options }, async rig => {
        const users = times(2_000, nth => ({ headers: { 'x-user-id': `user-${nth}` } }));
        const sides = async () => (await askAll(rig.port, users)).map(({ side }) => side);

        const first = await sides();
        expect(await sides()).toEqual(first);
        await rig.move(25);
        const second = await sides();

        expect(first.flatMap((side, nth) => (side === 'new' && second[nth] !== 'new' ? [nth] : []))).toEqual([]);
        expect(second.filter(side => side === 'new').length).toBeGreaterThan(
          first.filter(side => side === 'new').length * 3,
        );
      });
    });

    test('a client without the cookie gets one, with which it stays on its side', async () => {
      const options = { ...quick, key: sticky.cookie('bbdm-side', '1w') };
      await withProxy({ options }, async ({ port }) => {
        for (const first of await askAll(
          port,
          times(50, () => ({})),
        )) {
          const cookie = first.headers['set-cookie']![0]!;
          expect(cookie).toMatch(/^bbdm-side=[0-9a-f]{32}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
          const headers = { cookie: `a=b; ${cookie.split(';')[0]}` };
          const again = await askAll(
            port,
            times(5, () => ({ headers })),
          );

          expect(again.map(({ side }) => side)).toEqual(times(5, () => first.side));
          expect(again[0]!.headers['set-cookie']).toBeUndefined();
        }
      });
    });
  });

  test('C3: pins by header, cookie, user and address win over the share, the first of them over the others', async () => {
    const pins = [
      pin.header('x-side', 'old', { side: 'old' }),
      pin.header('x-side', 'new'),
      pin.cookie('beta', 'on'),
      pin.users('x-user-id', ['42', 'a.b']),
      pin.cidr(['192.0.2.0/24', '2001:db8::/32']),
    ];
    await withProxy({ percent: 0, set: { pins, gateways: [{ ...gateway, trustedProxies: 1 }] } }, async ({ port }) => {
      const side = async (headers: Record<string, string>) => (await ask(port, { headers })).side;

      expect(await side({})).toBe('old');
      expect(await side({ 'x-side': 'new' })).toBe('new');
      expect(await side({ 'x-side': 'New' })).toBe('old');
      expect(await side({ 'x-side': 'old', cookie: 'beta=on' })).toBe('old');
      expect(await side({ cookie: 'a=b; beta=on' })).toBe('new');
      expect(await side({ cookie: 'alphabeta=on' })).toBe('old');
      expect(await side({ 'x-user-id': '42' })).toBe('new');
      expect(await side({ 'x-user-id': 'a.b' })).toBe('new');
      expect(await side({ 'x-user-id': 'axb' })).toBe('old');
      expect(await side({ 'x-user-id': '421' })).toBe('old');
      expect(await side({ 'x-forwarded-for': '192.0.2.7, 10.0.0.1' })).toBe('new');
      expect(await side({ 'x-forwarded-for': '2001:db8::7, 10.0.0.1' })).toBe('new');
      expect(await side({ 'x-forwarded-for': '192.0.2.7, 198.51.100.1, 10.0.0.1' })).toBe('old');
    });
  });

  describe('C6: the old side stands in', () => {
    const all = { percent: 100 };

    test('for a new side that is dead, whatever is asked', async () => {
      await withProxy(all, async ({ port, fresh, nginx }) => {
        await fresh.die();

        const answers = await askAll(
          port,
          times(200, nth => (nth % 2 ? {} : { method: 'POST', body: 'x' })),
        );

        expect(answers.every(({ status, side }) => status === 200 && side === 'old')).toBe(true);
        expect(answers.every(({ headers }, nth) => headers['x-body'] === (nth % 2 ? '' : 'x'))).toBe(true);
        await until(async () => nginx.log().length === 200);
        expect(nginx.log()[0]).toMatchObject({ side: 'new', answered_by: 'old', upstream_status: /^502/ });
      });
    });

    test.each(['resets', 'stalls', 'is-busy'] as const)(
      'for a new side that %s, in three tries and only for what reads',
      async behaviour => {
        await withProxy(all, async ({ port, fresh, old }) => {
          fresh.behaviour = behaviour;

          const write = await ask(port, { method: 'POST', body: 'x' });
          const read = await ask(port);

          expect(write.status).toBe(behaviour === 'is-busy' ? 503 : 502);
          expect(read).toMatchObject({ status: 200, side: 'old' });
          expect(old.asked.map(({ method }) => method)).toEqual(['GET']);
          expect(fresh.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
          // What a write found broken is not tried again, and a time-out uses up the time of all tries together.
          const tries = { resets: 2, stalls: 1, 'is-busy': 3 };
          expect(fresh.asked.filter(({ method }) => method === 'GET').length).toBe(tries[behaviour]);
        });
      },
    );

    test('for a certificate of another authority, and for one of another name', async () => {
      const [right, other, stranger] = [
        certificateFor(NEW_HOST),
        certificateFor('other.example'),
        certificateFor(NEW_HOST),
      ];
      await withProxy({ ...all, tls: right }, async ({ port }) => {
        expect(await ask(port, { method: 'POST' })).toMatchObject({ status: 200, side: 'new' });
      });
      for (const tls of [
        { ...other, ca: other.cert },
        { ...right, ca: stranger.cert },
      ]) {
        await withProxy({ ...all, tls }, async ({ port, fresh }) => {
          expect(await ask(port, { method: 'POST' })).toMatchObject({ status: 200, side: 'old' });
          expect(fresh.asked).toEqual([]);
        });
      }
    });

    test('until the breaker’s time is over; meanwhile the new side is left alone', async () => {
      await withProxy(all, async ({ port, fresh }) => {
        fresh.behaviour = 'is-busy';
        await ask(port);
        const asked = fresh.asked.length;
        fresh.behaviour = 'answers';

        const closed = await askAll(
          port,
          times(100, () => ({})),
        );
        expect(closed.every(({ side }) => side === 'old')).toBe(true);
        expect(fresh.asked).toHaveLength(asked);

        await until(async () => (await ask(port)).side === 'new');
        const open = await askAll(
          port,
          times(100, () => ({})),
        );
        expect(open.every(({ side }) => side === 'new')).toBe(true);
      });
    });

    test('before any client meets a dead side: the kubelet’s question closes it, and finds the proxy well', async () => {
      const options = { ...quick, check: '/healthz', breaker: { fails: 1, time: '30s' } };
      await withProxy({ ...all, options }, async ({ port, fresh, nginx }) => {
        expect(await nginx.kubelet('/-/alive')).toBe(200);
        await until(async () => fresh.asked.length === 1);
        expect(fresh.asked[0]).toMatchObject({ method: 'GET', url: '/healthz', headers: { host: NEW_HOST } });
        fresh.behaviour = 'is-busy';

        expect(await nginx.kubelet('/-/alive')).toBe(200);
        await until(async () => fresh.asked.length === 4);
        const answer = await ask(port, { method: 'POST', body: 'x' });

        expect(answer).toMatchObject({ status: 200, side: 'old' });
        expect(fresh.asked).toHaveLength(4);
      });
    });

    test('for everybody, pins too, in safe mode', async () => {
      const set = { pins: [pin.header('x-side', 'new')] };
      const options = { ...quick, safeMode: true };
      await withProxy({ ...all, options, set }, async ({ port, fresh }) => {
        const answers = await askAll(
          port,
          times(100, () => ({ headers: { 'x-side': 'new' } })),
        );

        expect(answers.every(({ side }) => side === 'old')).toBe(true);
        expect(fresh.asked).toEqual([]);
      });
    });
  });

  test('C7: headers pass as they came, and each side is asked by its own name', async () => {
    await withProxy({ set: { pins: [pin.header('x-side', 'new')] }, percent: 0 }, async ({ port, old, fresh }) => {
      const headers = {
        authorization: 'Bearer abc',
        cookie: 'session=1',
        'x-forwarded-for': '192.0.2.1',
        'x-forwarded-proto': 'https',
      };
      const asked = { path: '/a%2Fb//c?q=%20', method: 'PUT', body: 'x' };

      await ask(port, { ...asked, headers });
      await ask(port, { ...asked, headers: { ...headers, 'x-side': 'new' } });

      const same = { method: 'PUT', url: '/a%2Fb//c?q=%20' };
      expect(old.asked).toMatchObject([{ ...same, headers: { ...headers, host: 'shop.acme.example' } }]);
      expect(fresh.asked).toMatchObject([{ ...same, headers: { ...headers, host: NEW_HOST } }]);
    });
  });

  test('C7: a WebSocket passes, and outlives the time-out of other requests', async () => {
    const route = { protocol: 'websocket', match: [path.prefix('/ws')] } as const;
    await withProxy({ percent: 100 }, async ({ fresh }) => {
      const backend = host(NEW_HOST, fresh.port, { addresses: ['127.0.0.1'] });
      await withProxy({ percent: 100, set: { routes: [routeOf({ ...route, backend })] } }, async ({ port }) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/voice`, { headers: { host: 'shop.acme.example' } });
        const heard = new Promise(resolve => socket.on('message', data => resolve(String(data))));
        await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
        await new Promise(resolve => setTimeout(resolve, 1_500));
        socket.send('you');

        expect(await heard).toBe('new heard you');
        expect(await ask(port, { path: '/ws/voice' })).toMatchObject({ status: 404 });
        socket.close();
      });
    });
  });

  test('C7: gRPC passes in HTTP/2, trailers too; nothing stands in for it', async () => {
    const server = createHttp2Server();
    server.on('stream', (stream, headers) => {
      const own = {
        ':status': 200,
        'content-type': 'application/grpc',
        'x-host': headers[':authority'] ?? headers.host,
      };
      stream.respond(own, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.pipe(stream);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const at = (where: number) => host('shop.acme.example', where, { addresses: ['127.0.0.1'] });
    const set = {
      routes: [routeOf({ protocol: 'grpc', match: [path.prefix('/shop.v1.Shop')], backend: at(port) })],
      sides: [{ id: 'old', backend: at(1) }, { id: 'new' }],
      pins: [pin.header('x-side', 'old', { side: 'old' })],
    };
    await withProxy({ percent: 100, set }, async ({ nginx }) => {
      const client = connect(`http://127.0.0.1:${nginx.ports.grpc}`);
      const call = async (headers: Record<string, string>): Promise<Record<string, unknown>> => {
        const stream = client.request({
          ':method': 'POST',
          ':path': '/shop.v1.Shop/Get',
          ':authority': 'shop.acme.example',
          'content-type': 'application/grpc',
          te: 'trailers',
          ...headers,
        });
        const seen: Record<string, unknown> = { echoed: '' };
        stream.on('response', own => Object.assign(seen, own));
        stream.on('trailers', trailers => Object.assign(seen, trailers));
        stream.on('data', (chunk: Buffer) => Object.assign(seen, { echoed: `${seen['echoed']}${chunk}` }));
        stream.end('\0\0\0\0\x02hi');
        await new Promise(resolve => stream.on('close', resolve));
        return seen;
      };

      expect(await call({})).toMatchObject({
        ':status': 200,
        'grpc-status': '0',
        'x-host': 'shop.acme.example',
        echoed: '\0\0\0\0\x02hi',
      });
      expect(await call({ 'x-side': 'old' })).toMatchObject({ ':status': 502 });
      await until(async () => nginx.log().length === 2);
      expect(nginx.log()).toMatchObject([
        { side: 'new', answered_by: 'new' },
        { side: 'old', answered_by: 'old', status: 502 },
      ]);
      client.close();
    });
    server.close();
  });

  test('C1: nothing is lost while the configuration changes under load', async () => {
    await withProxy({ percent: 5 }, async rig => {
      const load = askAll(
        () => rig.port,
        times(20_000, nth => (nth % 2 ? {} : { method: 'POST', body: 'x' })),
      );
      for (const percent of [25, 50, 75, 100]) await rig.move(percent);
      const answers = await load;

      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      expect(answers.slice(-200).every(({ side }) => side === 'new')).toBe(true);
    });
  });

  test('C11: each request leaves one line that names the side that was meant and the one that answered', async () => {
    await withProxy({ percent: 100 }, async ({ port, nginx, fresh }) => {
      await ask(port, { path: '/a"b', headers: { 'x-forwarded-for': '192.0.2.1' } });
      await fresh.die();
      await ask(port);
      await until(async () => nginx.log().length === 2);

      expect(nginx.log()).toMatchObject([
        {
          client: '192.0.2.1',
          method: 'GET',
          uri: '/a"b',
          route: 'shop',
          side: 'new',
          answered_by: 'new',
          status: 200,
        },
        { side: 'new', answered_by: 'old', status: 200 },
      ]);
    });
  });
});

describe('the split of a configuration', () => {
  const set = setOf();
  const quarter = handOver('old', 'new', 2_500);
  const change = (from: string, to: string) => {
    const [map, ...others] = nginxProxy().render(set, quarter);
    const conf = confOf([map!]).replace(from, to);
    return nginxProxy().read([{ ...map!, data: { 'nginx.conf': conf } }, ...others], set);
  };

  test('is read as nginx reads it', () => {
    expect(change('25.00%', '7.5%')).toEqual(handOver('old', 'new', 750));
    expect(change('25.00% "new";', '')).toEqual(handOver('old', 'new', 0));
    expect(change('"new";', '"stranger";')).toBeUndefined();
    expect(change('* "old";', '')).toBeUndefined();
    expect(change('split_clients', 'split')).toBeUndefined();
  });

  test('C6: is the old side’s whole in safe mode', () => {
    const router = nginxProxy({ safeMode: true });

    expect(router.read(router.render(set, quarter), set)).toEqual(handOver('old', 'new', 0));
  });
});

describe('what is refused in words', () => {
  test.each<[string, Parameters<typeof setOf>[0], RegExp]>([
    [
      'a side with spaces',
      { sides: [{ id: 'the old', backend: service('a', 80) }, { id: 'new' }] },
      /"the old" cannot/,
    ],
    ['a route called rest', { routes: [routeOf({ name: 'rest' })] }, /has the name of what no route takes/],
    ['a range that is none', { pins: [pin.cidr(['10.0.0.0/8; x'])] }, /no range of addresses/],
    ['a header with odd letters', { pins: [pin.header('x.y', '1')] }, /cannot read a header/],
    [
      'a value with a dollar sign',
      { routes: [routeOf({ requestHeaders: { set: { 'x-a': '$host' } } })] },
      /takes "\$" for a variable/,
    ],
    [
      'a certificate of two names',
      { routes: [routeOf({ backend: service('a', 80, { tls: { mode: 'SIMPLE', subjectAltNames: ['a', 'b'] } }) })] },
      /may show a certificate of a, b/,
    ],
  ])('%s', (_, set, message) => {
    expect(() => nginxProxy().render(setOf(set), handOver('old', 'new', 0))).toThrow(message);
  });

  test.each([
    ['no tries', { tries: 0 }],
    ['more Pods at least than at most', { replicas: { min: 3, max: 2 } }],
    ['a check that is no path', { check: 'healthz; return 200' }],
  ])('%s', (_, options) => {
    expect(() => nginxProxy(options)).toThrow(UserError);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 100) throw new Error('It does not become so.');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
