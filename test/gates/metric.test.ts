import { describe, expect, it } from 'vitest';
import { askGate } from '../../src/gates/index.js';
import { availability, errorRate, latency, type MetricGate } from '../../src/model/gate.js';
import type { GateVerdict } from '../../src/model/gate-verdict.js';
import { route53 } from '../../src/routers/route53.js';
import { json, migration, NOW, situation } from './asking.js';

/** What a side answers: a number as Prometheus writes it, or nothing. */
interface Side {
  readonly rate?: string;
  readonly errors?: string;
  readonly latency?: string;
  /** Which of the range's five steps have a number. @default all */
  readonly known?: readonly boolean[];
}

function prometheus(sides: { readonly new?: Side; readonly old?: Side }, calls: URLSearchParams[] = []) {
  return async (url: string, init?: RequestInit): Promise<Response> => {
    const form = new URLSearchParams(String(init?.body));
    calls.push(form);
    const query = form.get('query')!;
    const side = sides[query.includes('old\\\\.demo') ? 'old' : 'new'] ?? {};
    const value = query.includes('histogram') ? side.latency : query.includes('5..') ? side.errors : side.rate;
    if (url.endsWith('/query_range')) {
      const [start, step] = [Number(form.get('start')), Number(form.get('step'))];
      const known = side.known ?? [true, true, true, true, true];
      const values = known.flatMap((is, index) => (is ? [[start + index * step, value]] : []));
      return json({
        status: 'success',
        data: { resultType: 'matrix', result: values.length ? [{ metric: {}, values }] : [] },
      });
    }
    expect(url).toBe('http://prometheus.example/api/v1/query');
    const result = value === undefined ? [] : [{ metric: {}, value: [Number(form.get('time')), value] }];
    return json({ status: 'success', data: { resultType: 'vector', result } });
  };
}

const ask = (gate: MetricGate, sides: Parameters<typeof prometheus>[0]): Promise<GateVerdict> =>
  askGate(gate, situation({}, { fetch: prometheus(sides) }));

describe('an error rate', () => {
  const gate = errorRate('< 1%', { samples: 3_000 });

  it.each([
    ['well below', { rate: '10', errors: '0.01' }, 'pass', 0.001],
    ['none, as no failure was ever counted', { rate: '10' }, 'pass', 0],
    ['on the threshold', { rate: '100', errors: '1' }, 'fail', 0.01],
    ['above', { rate: '100', errors: '2' }, 'fail', 0.02],
  ] as const)('that is %s: %j is %s', async (_, side, verdict, value) => {
    const said = await ask(gate, { new: side });
    expect(said).toMatchObject({ verdict, threshold: 0.01, window: '300s', at: NOW, samples: Number(side.rate) * 300 });
    expect(said.value).toBeCloseTo(value, 9);
  });

  it.each([
    ['no data', {}, 'Nothing reports requests on the new side.'],
    ['too few requests', { rate: '9.99' }, 'The new side had 2997 requests; the gate asks for 3000.'],
    ['no requests', { rate: '0', errors: '0' }, 'The new side had 0 requests; the gate asks for 3000.'],
    ['NaN', { rate: 'NaN' }, 'The answer is NaN.'],
    ['NaN errors', { rate: '10', errors: 'NaN' }, 'The answer is NaN.'],
    ['infinity', { rate: '+Inf' }, 'The answer is +Inf.'],
    [
      'stale metrics',
      { rate: '10', known: [true, true, true, true, false] },
      'The metrics have stopped: nothing has come for the last minutes.',
    ],
    ['a gap', { rate: '10', known: [true, false, true, true, true] }, 'The metrics have a gap within the window.'],
  ] as const)('with %s is unknown, and never passes', async (_, side, why) => {
    expect(await ask(gate, { new: side })).toMatchObject({ verdict: 'unknown', why });
  });

  it('may begin within the window', async () => {
    const side = { rate: '20', known: [false, false, true, true, true] };
    expect(await ask(gate, { new: side })).toMatchObject({ verdict: 'pass' });
  });

  it('says how sure it is, and where to look', async () => {
    const { why, link, queries } = await ask(gate, { new: { rate: '10', errors: '0.01' } });
    expect(why).toBe('It is 0.1 %; it lies between 0.034 % and 0.294 % with 95 % certainty.');
    expect(queries).toHaveLength(2);
    expect(new URL(link!).searchParams.get('g1.expr')).toBe(queries![1]);
  });

  it('is asked at one time, by POST, so that a question may be long', async () => {
    const calls: URLSearchParams[] = [];
    await askGate(gate, situation({}, { fetch: prometheus({ new: { rate: '10' } }, calls) }));
    expect(new Set(calls.map(form => form.get('time') ?? form.get('end')))).toEqual(new Set([String(NOW / 1_000)]));
  });

  it('is not asked while the phase is younger than the window, which would measure the phase before', async () => {
    const since = { commit: 'c0ffee', time: NOW - 90_000, orEarlier: false };
    const said = await askGate(gate, situation({ since }, { fetch: prometheus({ new: { rate: '10' } }) }));
    expect(said).toMatchObject({ verdict: 'unknown', why: 'The phase has lasted 1m30s, less than the window of 5m.' });
  });
});

describe('an availability', () => {
  it.each([
    ['0.0999', 'pass'],
    ['0.1001', 'fail'],
  ])('S16: of 99.9 % with %s errors in 100 is %s', async (errors, verdict) => {
    const gate = availability('>= 99.9%', { samples: 10_000 });
    expect(await ask(gate, { new: { rate: '100', errors } })).toMatchObject({ verdict, samples: 30_000 });
  });
});

describe('a rate against the old side', () => {
  const gate = errorRate('<= baseline + 0.2%', { samples: 3_000 });

  it.each([
    ['the same on many requests', '1', '1', '1000', 'pass'],
    ['the same on too few requests to tell', '0.1', '0.1', '10', 'unknown'],
    ['more than the margin on many requests', '5', '1', '1000', 'fail'],
    ['less, though both are above any absolute threshold', '40', '60', '1000', 'pass'],
  ])('%s', async (_, errors, before, rate, verdict) => {
    const sides = { new: { rate, errors }, old: { rate, errors: before } };
    expect(await ask(gate, sides)).toMatchObject({ verdict, baseline: Number(before) / Number(rate) });
    const available = availability('>= baseline - 0.2%', { samples: 3_000 });
    expect(await ask(available, sides)).toMatchObject({ verdict, baseline: 1 - Number(before) / Number(rate) });
  });

  it('cannot be told when the old side has no requests, or too few', async () => {
    const side = { rate: '100' };
    expect((await ask(gate, { new: side })).why).toBe('Nothing reports requests on the old side.');
    expect((await ask(gate, { new: side, old: { rate: '1' } })).why).toBe(
      'The old side had 300 requests; the gate asks for 3000.',
    );
  });
});

describe('a latency', () => {
  const side = (time: string) => ({ rate: '100', latency: time });

  it.each([
    [latency('p95', '<= 150ms'), '150', '1', 'pass', 150],
    [latency('p95', '<= 150ms'), '150.1', '1', 'fail', 150.1],
    [latency('p95', '<= +15%'), '115', '100', 'pass', 0.15],
    [latency('p95', '<= +15%'), '116', '100', 'fail', 0.16],
    [latency('p50', '> +50%'), '151', '100', 'pass', 0.51],
  ] as const)('S16, S17: %# is held against the threshold', async (gate, now, before, verdict, value) => {
    const said = await ask(gate, { new: side(now), old: side(before) });
    expect(said.verdict).toBe(verdict);
    expect(said.value).toBeCloseTo(value, 9);
  });

  it('without buckets, or of NaN, is unknown', async () => {
    expect(await ask(latency('p95', '< 1s'), { new: { rate: '100' } })).toMatchObject({
      verdict: 'unknown',
      why: 'Requests are counted, but nothing says how long they took.',
    });
    expect(await ask(latency('p95', '< 1s'), { new: side('NaN') })).toMatchObject({ why: 'The answer is NaN.' });
  });
});

describe('Prometheus', () => {
  const gate = errorRate('< 1%');
  const said = (fetch: () => Promise<Response>) => askGate(gate, situation({}, { fetch }));
  const series = { metric: {}, value: [0, '1'] };

  it.each([
    [
      async () => json({ status: 'error', error: 'parse error' }, 400),
      'http://prometheus.example answers 400: parse error.',
    ],
    [async () => json({}, 503), 'http://prometheus.example answers 503.'],
    [async () => new Response('<html>log in</html>'), 'http://prometheus.example answers 200.'],
    [async () => json({ status: 'success' }), 'http://prometheus.example answers without a result.'],
    [
      async () => Promise.reject(new TypeError('fetch failed')),
      'http://prometheus.example gives no answer: fetch failed.',
    ],
    [async () => json({ data: { result: [series, series] } }), 'The answer has 2 series where one was asked for.'],
    [
      async () => json({ warnings: ['a store is down'], data: { result: [series] } }),
      'http://prometheus.example warns: a store is down.',
    ],
  ])('%# that does not answer makes a gate unknown', async (fetch, why) => {
    expect(await said(fetch)).toMatchObject({ verdict: 'unknown', why });
  });

  it('gets its token, which is said nowhere and follows no redirect', async () => {
    let sent: RequestInit | undefined;
    const fetch = async (_: string, init?: RequestInit) => {
      sent = init;
      return json({}, 500);
    };
    const prometheus = { url: 'http://prometheus.example', token: 's3cret' };
    const verdict = await askGate(gate, situation({ prometheus }, { fetch }));
    expect(new Headers(sent?.headers).get('authorization')).toBe('Bearer s3cret');
    expect(sent?.redirect).toBe('error');
    expect(JSON.stringify(verdict)).not.toContain('s3cret');
  });

  it('has to be named, and to count for the mechanism', async () => {
    const { prometheus: _, ...without } = situation();
    expect((await askGate(gate, without)).why).toBe('No Prometheus is named: set PROMETHEUS_URL, or --prometheus.');
    const dns = situation({ migrations: [migration('demo', route53({ zone: 'shop.example' }))] });
    expect((await askGate(gate, dns)).why).toBe('"route53" counts no requests, so nothing can be asked.');
  });
});

describe('a rollout of many tenants', () => {
  const migrations = Array.from({ length: 250 }, (_, index) => migration(`ns-${index}`));

  it('S14: is asked in parts, whose requests are added up', async () => {
    const queries: string[] = [];
    const fetch = async (url: string, init?: RequestInit) => {
      const form = new URLSearchParams(String(init?.body));
      const query = form.get('query')!;
      queries.push(query);
      const count = String(query.match(/label_replace/g)?.length);
      const at = [0, 1, 2, 3, 4].map(step => [Number(form.get('start')) + step * Number(form.get('step')), count]);
      const range = url.endsWith('_range');
      return json({ data: { result: [range ? { values: at } : { value: [0, query.includes('5..') ? '0' : count] }] } });
    };
    const said = await askGate(errorRate('< 1%'), situation({ migrations }, { fetch }));
    expect(said).toMatchObject({ verdict: 'pass', samples: 250 * 300 });
    expect(queries).toHaveLength(9);
    expect(said).not.toHaveProperty('link');
  });

  it.each([
    [[100, 140], 'pass'],
    [[100, 160], 'unknown'],
    [[155, 160], 'fail'],
  ])('has a latency between those of its tenants: %j against 150 ms is %s', async (latencies, verdict) => {
    const fetch = async (url: string, init?: RequestInit) => {
      const form = new URLSearchParams(String(init?.body));
      const query = form.get('query')!;
      const value = String(query.includes('histogram') ? latencies[query.includes('ns-0') ? 0 : 1] : 100);
      const at = [0, 1, 2, 3, 4].map(step => [Number(form.get('start')) + step * Number(form.get('step')), value]);
      return json({ data: { result: [url.endsWith('_range') ? { values: at } : { value: [0, value] }] } });
    };
    const asked = situation({ migrations: migrations.slice(0, 2) }, { fetch });
    expect(await askGate(latency('p95', '<= 150ms'), asked)).toMatchObject({ verdict, value: latencies[1] });
  });
});
