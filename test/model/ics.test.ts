import { describe, expect, test } from 'vitest';
import { readFreezes } from '../../src/model/ics.js';
import { zonedTime } from '../../src/model/zoned-time.js';
import { refusal } from './refusal.js';

const calendar = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]): string => calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT');
const spans = (text: string, zone = 'UTC') =>
  readFreezes(text, 'freezes.ics', zone).map(({ name, start, end }) => [
    name,
    new Date(start).toISOString(),
    new Date(end).toISOString(),
  ]);

describe('a calendar of freezes', () => {
  test('has times in UTC, in a zone of their own, and in the zone that is asked for', () => {
    expect(spans(event('SUMMARY:A', 'DTSTART:20261220T120000Z', 'DTEND:20270104T060000Z'))).toEqual([
      ['A', '2026-12-20T12:00:00.000Z', '2027-01-04T06:00:00.000Z'],
    ]);
    const own = event(
      'SUMMARY:A',
      'DTSTART;TZID=America/New_York:20260701T090000',
      'DTEND;TZID="Europe/Berlin":20260701T180000',
    );
    expect(spans(own, 'Asia/Tokyo')).toEqual([['A', '2026-07-01T13:00:00.000Z', '2026-07-01T16:00:00.000Z']]);
    const floating = event('DTSTART:20260701T090000', 'DTEND:20260701T100000');
    expect(spans(floating, 'Asia/Tokyo')).toEqual([['freeze', '2026-07-01T00:00:00.000Z', '2026-07-01T01:00:00.000Z']]);
  });

  test('has whole days, whose end is the day after the last, and one day without an end', () => {
    const days = event(
      'SUMMARY:Holidays\\, all of',
      ' them',
      'DTSTART;VALUE=DATE:20261224',
      'DTEND;VALUE=DATE:20261227',
    );
    expect(spans(days, 'Europe/Berlin')).toEqual([
      ['Holidays, all ofthem', '2026-12-23T23:00:00.000Z', '2026-12-26T23:00:00.000Z'],
    ]);
    expect(spans(event('DTSTART;VALUE=DATE:20261224'))).toEqual([
      ['freeze', '2026-12-24T00:00:00.000Z', '2026-12-25T00:00:00.000Z'],
    ]);
  });

  test('leaves out what was cancelled, alarms and time zones, and is in order', () => {
    const text = calendar(
      ...[
        'BEGIN:VTIMEZONE',
        'TZID:Europe/Berlin',
        'BEGIN:STANDARD',
        'DTSTART:19701025T030000',
        'END:STANDARD',
        'END:VTIMEZONE',
      ],
      ...['BEGIN:VEVENT', 'SUMMARY:B', 'DTSTART:20270101T000000Z', 'DTEND:20270102T000000Z'],
      ...['BEGIN:VALARM', 'SUMMARY:not me', 'DTSTART:20000101T000000Z', 'END:VALARM', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'SUMMARY:A', 'DTSTART:20260101T000000Z', 'DTEND:20260102T000000Z', 'END:VEVENT'],
      ...[
        'BEGIN:VEVENT',
        'SUMMARY:C',
        'STATUS:CANCELLED',
        'DTSTART:20280101T000000Z',
        'DTEND:20280102T000000Z',
        'END:VEVENT',
      ],
    );
    expect(spans(text).map(([name]) => name)).toEqual(['A', 'B']);
  });

  test.each([
    ['', 'freezes.ics is no iCalendar file.'],
    [event('DTEND:20270101T000000Z'), 'freezes.ics: "freeze" has no DTSTART.'],
    [event('DTSTART:20270101T000000Z'), 'freezes.ics: "freeze" ends when it begins, or before.'],
    [
      event('DTSTART:20270102T000000Z', 'DTEND:20270101T000000Z'),
      'freezes.ics: "freeze" ends when it begins, or before.',
    ],
    [event('DTSTART:tomorrow'), 'freezes.ics: "freeze" has the time "tomorrow".'],
    [
      event('SUMMARY:Weekly', 'DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=WEEKLY'),
      'freezes.ics: "Weekly" has RRULE, which is not read here.',
    ],
    [event('DTSTART;TZID=Fantasia:20270101T000000', 'DTEND:20270102T000000Z'), 'There is no time zone "Fantasia".'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n', 'freezes.ics: END:VCALENDAR ends nothing.'],
    ['BEGIN:VCALENDAR\n', 'freezes.ics: BEGIN:VCALENDAR has no END.'],
  ])('%# that cannot be read is refused, and never read as empty', (text, message) => {
    expect(refusal(() => readFreezes(text, 'freezes.ics', 'UTC'))[0]).toBe(message);
  });
});

test.each([
  ['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
  ['2026-01-01T00:00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
  ['2026-01-01T00:00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  ['2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
  ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
])('clocks that show %s in %s show it at %s', (shown, zone, time) => {
  expect(new Date(zonedTime(Date.parse(`${shown}Z`), zone)).toISOString()).toBe(time);
});
