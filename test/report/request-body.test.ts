import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_BODY, type RequestFacts, requestBody } from '../../src/report/request-body.js';

const FACTS: RequestFacts = {
  direction: 'advance',
  migration: 'prod/acme/checkout',
  from: 'canary-10',
  to: 'canary-25',
  verdict: 'Every gate of canary-10 passes.',
  hosts: [
    {
      host: 'api.example.com',
      before: [
        { backend: 'apisix', parts: 9_000 },
        { backend: 'istio', parts: 1_000 },
      ],
      after: [
        { backend: 'apisix', parts: 7_500 },
        { backend: 'istio', parts: 2_500 },
      ],
    },
  ],
  reach: { tenants: 1, files: 1, objects: 2 },
  gates: [
    {
      gate: 'error-rate < 1 %',
      verdict: 'pass',
      value: '0.04 %',
      samples: 12_000,
      window: '5m',
      link: 'https://prometheus.example.com/graph?g0.expr=rate(x[5m])',
    },
    { gate: 'approval by platform|team', verdict: 'unknown', why: 'nobody has answered\n@ada' },
  ],
  irreversible: [],
  rollback: { command: 'sluice rollback prod/acme/checkout --to canary-10', takes: 'about 60s' },
  changes: [{ title: 'VirtualService acme/checkout', lines: ['- weight: 10', '+ weight: 25'] }],
};

describe('what a pull request says', () => {
  it('is the page that a person has reviewed', async () => {
    const irreversible = { ...FACTS, irreversible: ['The old gateway is taken down.'], to: 'remove-apisix' };

    await expect(requestBody(FACTS)).toMatchFileSnapshot('golden/request-body.md');
    await expect(requestBody(irreversible)).toMatchFileSnapshot('golden/request-body-irreversible.md');
  });

  it('comes in the order of a decision: verdict, shares, reach, gates, what is lost, the way back, details, programs', () => {
    const body = requestBody(FACTS);
    const marks = [
      'Every gate',
      '### Shares',
      '### Reach',
      '### Gates',
      '### What does not',
      '### Way back',
      'object by object',
      'For programs',
    ];
    const places = marks.map(mark => body.indexOf(mark));

    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('nothing in it leaves its table, its block of code, or calls people', () => {
    const body = requestBody({
      ...FACTS,
      changes: [{ title: 'ConfigMap </details> @all', lines: ['+ a: |', '+   ```', '+   # out'] }],
    });

    expect(body).toContain('| approval by platform\\|team | ❔ unknown: nobody has answered @\u200bada |');
    expect(body).toContain('````diff\n+ a: |\n+   ```\n+   # out\n````\n');
    expect(body.match(/<\/details>/g)).toHaveLength(2);
  });

  it('programs find their facts in it', () => {
    const json = /```json\n(.*)\n```/.exec(requestBody(FACTS))?.[1];

    expect(JSON.parse(json!)).toEqual({
      sluice: 1,
      direction: 'advance',
      migration: 'prod/acme/checkout',
      from: 'canary-10',
      to: 'canary-25',
      hosts: 1,
      tenants: 1,
      files: 1,
      objects: 2,
      gates: { pass: 1, fail: 0, unknown: 1 },
    });
  });
});

describe('a body that would be too long', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => `host-${at}.example.com`);
  const long: RequestFacts = {
    ...FACTS,
    hosts: many(5_000).map(host => ({ ...FACTS.hosts[0]!, host })),
    changes: many(5_000).map(host => ({ title: host, lines: ['- weight: 10', '+ weight: 25 🚦'] })),
  };

  it('is cut by whole objects, and says how many it shows', () => {
    const body = requestBody(long);

    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(LONGEST_BODY);
    expect(Buffer.byteLength(body)).toBeGreaterThan(LONGEST_BODY - 200);
    const [, hosts] = /^(\d+) of 5000 hosts shown\.$/m.exec(body)!;
    const [, objects] = /^(\d+) of 5000 objects shown\.$/m.exec(body)!;
    expect(body.match(/^\| host-/gm)).toHaveLength(Number(hosts));
    expect(body.match(/^\+ weight: 25 🚦$/gm)).toHaveLength(Number(objects));
    expect(Math.min(Number(hosts), Number(objects))).toBeGreaterThan(200);
    expect(JSON.parse(/```json\n(.*)\n```/.exec(body)![1]!).hosts).toBe(5_000);
  });

  it('one object that is too big by itself does not hide those that fit', () => {
    const body = requestBody({ ...FACTS, changes: [{ title: 'big', lines: ['x'.repeat(70_000)] }, ...FACTS.changes] });

    expect(body).toContain('1 of 2 objects shown.');
    expect(body).toContain('+ weight: 25');
  });

  it('never exceeds any limit that its frame fits into', () => {
    const item = fc.string({ maxLength: 300, unit: 'grapheme' });
    const facts = fc.record({
      hosts: fc.array(
        item.map(host => ({ ...FACTS.hosts[0]!, host })),
        { maxLength: 60 },
      ),
      gates: fc.array(
        item.map(gate => ({ gate, verdict: 'fail' as const, why: gate })),
        { maxLength: 20 },
      ),
      irreversible: fc.array(item, { maxLength: 20 }),
      changes: fc.array(fc.record({ title: item, lines: fc.array(item, { maxLength: 5 }) }), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(facts, fc.integer({ min: 1_600, max: 20_000 }), (some, longest) => {
        const body = requestBody({ ...FACTS, ...some }, longest);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(longest);
        expect(body).toContain('"sluice":1');
      }),
    );
  });
});
