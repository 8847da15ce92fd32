import { describe, expect, it } from 'vitest';
import { askGate, askGates, gatesOf } from '../../src/gates/index.js';
import { approval } from '../../src/model/gate.js';
import { canary } from '../../src/model/phase.js';
import { noFreeze, window } from '../../src/model/time-gate.js';
import { NOW, situation } from './asking.js';

const since = (age: number, orEarlier = false) => ({ since: { commit: 'c0ffee', time: NOW - age, orEarlier } });
const HOUR = 3_600_000;
const soak = { kind: 'soak', lasts: HOUR } as const;

describe('a soak', () => {
  it.each([
    ['is over', since(HOUR), 'pass', 'It has lasted since 2025-12-31T23:00:00.000Z.'],
    ['is over for long', since(2 * HOUR, true), 'pass', 'It has lasted since 2025-12-31T22:00:00.000Z or earlier.'],
    ['has to go on', since(HOUR - 61_000), 'fail', 'It has lasted since 2025-12-31T23:01:01.000Z, 2m to go.'],
    [
      'may be over, as the clone cannot tell',
      since(1, true),
      'unknown',
      'It has lasted since 2025-12-31T23:59:59.999Z or earlier: the clone is shallow.',
    ],
    ['began in the future', since(-1), 'unknown', 'The commit that brought the phase is of the future.'],
    ['is not committed', {}, 'unknown', 'No commit says since when the phase lasts.'],
  ] as const)('%s', async (_, over, verdict, why) => {
    expect(await askGate(soak, situation(over))).toMatchObject({ verdict, why, at: NOW });
  });

  it('is asked before the gates of its phase, and not at all when it is none', () => {
    const gate = approval('ops');
    expect(gatesOf(canary(10, { soak: '1h', leave: [gate] }))).toEqual([soak, gate]);
    expect(gatesOf(canary(10, { leave: [gate] }))).toEqual([gate]);
  });
});

describe('a window', () => {
  it.each([
    ['0 0 * * 4', 'pass', 'It is open until 2026-01-01T01:00:00.000Z.'],
    ['1 0 * * 4', 'fail', 'It is closed, and opens at 2026-01-01T00:01:00.000Z.'],
    ['0 23 * * 3', 'fail', 'It is closed, and opens at 2026-01-07T23:00:00.000Z.'],
    ['0 0 31 2 *', 'fail', 'It never opens again.'],
  ])('"%s" is %s on a Thursday at midnight', async (opens, verdict, why) => {
    expect(await askGate(window(opens, { lasts: '1h' }), situation())).toMatchObject({ verdict, why });
  });
});

describe('a freeze calendar', () => {
  const calendar = (start: string, end: string) =>
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Turn of the year\nDTSTART:${start}\nDTEND:${end}\nEND:VEVENT\nEND:VCALENDAR\n`;

  it.each([
    [
      calendar('20251220T000000Z', '20260104T000000Z'),
      'fail',
      '"Turn of the year" lasts until 2026-01-04T00:00:00.000Z.',
    ],
    [
      calendar('20260102T000000Z', '20260104T000000Z'),
      'pass',
      'There is none now; "Turn of the year" begins at 2026-01-02T00:00:00.000Z.',
    ],
    [calendar('20251220T000000Z', '20260101T000000Z'), 'pass', 'There is none now and none is ahead.'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR', 'unknown', 'freezes.ics: "freeze" has no DTSTART.'],
    [undefined, 'unknown', 'There is no freezes.ics.'],
  ])('%# is answered', async (text, verdict, why) => {
    const read = (file: string) => (file === 'freezes.ics' ? text : undefined);
    expect(await askGate(noFreeze('freezes.ics'), situation({ read }))).toMatchObject({ verdict, why });
  });
});

describe('an approval', () => {
  it.each([
    [['Alice', 'bob'], 'alice', 'pass'],
    [['bob'], 'platform', 'unknown'],
    [[], 'alice', 'fail'],
    [undefined, 'alice', 'unknown'],
  ] as const)('by %j, asked of %s, is %s', async (approvals, by, verdict) => {
    const asked = situation(approvals ? { approvals } : {});
    expect(await askGate(approval(by), asked)).toMatchObject({ verdict });
  });
});

it('gates are answered in their order', async () => {
  const gates = [approval('ops'), soak];
  expect((await askGates(gates, situation())).map(({ gate }) => gate)).toEqual(gates);
});
