import { describe, expect, test } from 'vitest';
import { noFreeze, timeGateText, window } from '../../src/model/time-gate.js';
import { refusal } from './refusal.js';

describe('a window', () => {
  test('is a cron pattern, a length and a zone', () => {
    const gate = window('0 9 * * 1-4', { lasts: '8h', zone: 'Europe/Berlin' });
    expect(gate).toEqual({ kind: 'window', opens: '0 9 * * 1-4', lasts: 28_800_000, zone: 'Europe/Berlin' });
    expect(timeGateText(gate)).toBe('window 0 9 * * 1-4 for 8h (Europe/Berlin)');
    expect(window('0 9 * * *', { lasts: '1h' }).zone).toBe('UTC');
  });

  test.each(['', '9', '0 9 * *', '* * * * * *', '0 25 * * *', 'never ever at all now'])('"%s" is refused', opens => {
    const [message, wayOut] = refusal(() => window(opens, { lasts: '1h' }));
    expect(message).toMatch(`"${opens}" says no time: `);
    expect(wayOut).toBe('Write minute, hour, day, month and weekday: "0 9 * * 1-4".');
  });

  test('that is never open, or is in no zone, is refused', () => {
    expect(refusal(() => window('0 9 * * *', { lasts: '0s' }))[0]).toBe('A window that lasts "0s" never opens.');
    expect(refusal(() => window('0 9 * * *', { lasts: '1h', zone: 'Berlin' }))[0]).toBe(
      'There is no time zone "Berlin".',
    );
  });
});

test('a freeze calendar is a file, read in a zone', () => {
  expect(noFreeze('freezes.ics')).toEqual({ kind: 'freeze', calendar: 'freezes.ics', zone: 'UTC' });
  expect(timeGateText(noFreeze('freezes.ics'))).toBe('no freeze in freezes.ics');
  expect(refusal(() => noFreeze('freezes.ics', { zone: 'Mars' }))[0]).toBe('There is no time zone "Mars".');
});
