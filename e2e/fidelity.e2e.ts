import { expect, test } from 'vitest';
import { groupBy } from '../src/model/group-by.js';
import { istio } from '../src/planes/istio.js';
import type { Header, Plane, Request } from '../src/planes/plane.js';
import { configurations, gateway } from './fidelity/configurations.js';
import { requestsTo } from './fidelity/requests.js';
import { foretold, seen } from './fidelity/seen.js';
import { doorPort, gatewayAddress } from './gateway.js';
import { withIstio } from './istio/with-istio.js';
import { http1 } from './load/protocols/http1.js';
import type { Client } from './load/request.js';

const CONFIGURATIONS = Number(process.env['FIDELITY_CONFIGURATIONS'] ?? 500);
const REQUESTS_EACH = Number(process.env['FIDELITY_REQUESTS'] ?? 200);
const SEED = Number(process.env['FIDELITY_SEED'] ?? 1);
const AT_ONCE = 32;

interface Tally {
  asked: number;
  unknown: number;
  readonly wrong: string[];
}

/** Several values of one name go out as several headers. */
function byName(headers: readonly Header[]): Readonly<Record<string, string[]>> {
  const groups = groupBy(headers, ([name]) => name.toLowerCase());
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.map(([, value]) => value)]));
}

async function check(client: Client, plane: Plane, request: Request, tally: Tally): Promise<void> {
  const expected = foretold(plane.answer(request), request);
  if (expected === undefined) {
    tally.unknown++;
    return;
  }
  const { method, host, path, client: from } = request;
  const answer = await client.send({ method, host, path, from, headers: byName(request.headers) });
  tally.asked++;
  const got = seen(answer, request);
  if (got !== expected)
    tally.wrong.push(`${method} ${host} ${path} ${JSON.stringify(request.headers)}: ${got}, not ${expected}`);
}

test('explain foretells what Envoy does with every request', async () => {
  const manifests = [gateway, ...configurations(CONFIGURATIONS, SEED)];
  const plane = istio().load(manifests);
  const doors = plane.doors().filter(({ host }) => host !== 'any.example');
  const requests = doors.flatMap((door, i) => requestsTo(door, plane, REQUESTS_EACH, SEED + i));
  const tally: Tally = { asked: 0, unknown: 0, wrong: [] };
  await withIstio({ manifests }, async () => {
    const client = http1({ address: gatewayAddress, port: doorPort(80) });
    const queue = requests.values();
    const work = async (): Promise<void> => {
      for (const request of queue) await check(client, plane, request, tally);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    client.close();
  });

  expect(tally.wrong.slice(0, 40)).toEqual([]);
  expect(tally.wrong).toHaveLength(0);
  expect(tally.unknown).toBeLessThan(tally.asked / 100);
  expect(tally.asked).toBeGreaterThanOrEqual(CONFIGURATIONS * REQUESTS_EACH * 0.9);
});
