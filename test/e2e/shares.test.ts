import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../e2e/load/outcome.js';
import { withSection } from '../../e2e/verdict/proof-page.js';
import { measureShares, shareText } from '../../e2e/verdict/shares.js';
import { markdownTable, summary } from '../../e2e/verdict/table.js';
import { faultsOf, windowOf } from '../../e2e/verdict/window.js';
import { handOver } from '../../src/model/split.js';

const answers = (backend: string, count: number): readonly Outcome[] =>
  Array.from({ length: count }, () => ({ sent: 0, took: 1, status: 200, backend }));
const title = { walk: 'shop', phase: 'canary-10', protocol: 'http1' } as const;
const tenth = handOver('old', 'new', 1_000);

describe('the verdict on a window', () => {
  test('a share near the planned one holds', () => {
    const shares = measureShares([...answers('old', 4_499), ...answers('new', 501)], tenth);

    expect(shares.map(({ holds }) => holds)).toEqual([true, true]);
    expect(shareText(shares[1]!)).toBe('new: planned 10 %, measured 10.02 % (8.67-11.49 %), 501 of 5000');
  });

  test('a share far from the planned one does not', () => {
    const window = windowOf(title, [...answers('old', 4_300), ...answers('new', 700)], tenth);

    expect(faultsOf(window)).toEqual([
      'shop, phase "canary-10", http1: old: planned 90 %, measured 86.00 % (84.32-87.57 %), 4300 of 5000.',
      'shop, phase "canary-10", http1: new: planned 10 %, measured 14.00 % (12.43-15.68 %), 700 of 5000.',
    ]);
  });

  test('none means none: a single request on a side of 0 % is a fault, however many went elsewhere', () => {
    const shares = measureShares([...answers('old', 99_999), ...answers('new', 1)], handOver('old', 'new', 0));

    expect(shares.map(({ holds }) => holds)).toEqual([false, false]);
  });

  test('a backend that nobody planned is a fault', () => {
    const shares = measureShares([...answers('old', 1_000), ...answers('stranger', 1)], handOver('old', 'new', 0));

    expect(shares.find(({ backend }) => backend === 'stranger')).toMatchObject({ planned: 0, hits: 1, holds: false });
  });

  test('no answer, an error after a good status, and a 5xx are drops, and do not count as shares', () => {
    const drops: readonly Outcome[] = [
      { sent: 0, took: 1, status: 0, error: 'ECONNRESET' },
      { sent: 0, took: 1, status: 200, error: 'the answer is not whole', backend: 'old' },
      { sent: 0, took: 1, status: 503 },
    ];
    const window = windowOf(title, [...answers('old', 900), ...answers('new', 100), ...drops], tenth);

    expect(window).toMatchObject({ sent: 1_003, dropped: 3 });
    expect(faultsOf(window)).toEqual(['shop, phase "canary-10", http1: 3 of 1003 requests were dropped.']);
  });

  test('silence proves nothing', () => {
    expect(measureShares([], tenth).map(({ holds }) => holds)).toEqual([false, false]);
  });
});

describe('the table', () => {
  test('has a row for each backend, and names a window once', () => {
    const window = { ...windowOf(title, [...answers('old', 900), ...answers('new', 100)], tenth), tookEffect: 0.24 };

    expect(markdownTable([window]).split('\n').slice(2)).toEqual([
      '| shop | canary-10 | http1    | 1000 | 0       | old     | 90 %    | 90.00 % (86.52-92.86 %)    | 0.2 s           |',
      '|      |           |          |      |         | new     | 10 %    | 10.00 % (7.14-13.48 %)     |                 |',
    ]);
    expect(summary([window, window])).toBe('2 windows, 2000 requests, 0 dropped');
  });

  test('takes the place of what stood in its section, and of nothing else', () => {
    const page = '# Proof\n<!-- begin walks -->\nold\n<!-- end walks -->\nrest\n';

    expect(withSection(page, 'walks', 'new')).toBe('# Proof\n<!-- begin walks -->\nnew\n<!-- end walks -->\nrest\n');
    expect(() => withSection('# Proof\n', 'walks', 'new')).toThrow('no section');
  });
});
