import type { Span } from './opening.js';
import { zoneOf } from './time-gate.js';
import { UserError } from './user-error.js';
import { zonedTime } from './zoned-time.js';

/** A time in which nothing is changed. */
export interface Freeze extends Span {
  readonly name: string;
}

interface Line {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/**
 * Reads the events of an iCalendar file as freezes. What repeats is refused, since a freeze that is overlooked opens a gate.
 * @param file its name, for messages
 * @param zone the IANA time zone of dates and times that name none
 * @throws UserError when it is no calendar, or an event cannot be placed in time
 *
 * Source: https://www.rfc-editor.org/rfc/rfc5545
 */
export function readFreezes(text: string, file: string, zone: string): readonly Freeze[] {
  const lines = text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter(Boolean)
    .map(lineOf);
  if (lines[0]?.name !== 'BEGIN' || lines[0].value.toUpperCase() !== 'VCALENDAR') {
    throw new UserError(`${file} is no iCalendar file.`, 'Its first line has to be BEGIN:VCALENDAR.');
  }
  const freezes: Freeze[] = [];
  let event: Map<string, Line> | undefined;
  let inside: string[] = [];
  for (const line of lines) {
    if (line.name === 'BEGIN') {
      inside = [...inside, line.value.toUpperCase()];
      if (line.value.toUpperCase() === 'VEVENT') event = new Map();
    } else if (line.name === 'END') {
      if (inside.at(-1) !== line.value.toUpperCase()) throw unreadable(file, `END:${line.value} ends nothing`);
      inside = inside.slice(0, -1);
      if (line.value.toUpperCase() !== 'VEVENT' || !event) continue;
      if (event.get('STATUS')?.value.toUpperCase() !== 'CANCELLED') freezes.push(freezeOf(event, file, zone));
      event = undefined;
    } else if (inside.at(-1) === 'VEVENT') event?.set(line.name, line);
  }
  if (inside.length > 0) throw unreadable(file, `BEGIN:${inside.at(-1)} has no END`);
  return freezes.sort((a, b) => a.start - b.start);
}

function lineOf(text: string): Line {
  const [, name = '', parameters = '', value = ''] =
    /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/.exec(text) ?? [];
  const pairs = [...parameters.matchAll(/;([\w-]+)=(?:"([^"]*)"|([^";:,]*))/g)];
  return {
    name: name.toUpperCase(),
    parameters: new Map(pairs.map(([, key, quoted, bare]) => [key!.toUpperCase(), quoted ?? bare ?? ''])),
    value,
  };
}

function freezeOf(event: ReadonlyMap<string, Line>, file: string, zone: string): Freeze {
  const name = (event.get('SUMMARY')?.value ?? 'freeze').replace(/\\([,;\\])/g, '$1').replace(/\\n/gi, ' ');
  for (const repeats of ['RRULE', 'RDATE', 'DURATION']) {
    if (event.has(repeats)) throw unreadable(file, `"${name}" has ${repeats}, which is not read here`);
  }
  const begins = event.get('DTSTART');
  if (!begins) throw unreadable(file, `"${name}" has no DTSTART`);
  const start = timeOf(begins, name, file, zone);
  const ends = event.get('DTEND');
  // Without an end, a date stands for its whole day, and a time for nothing.
  const end = ends ? timeOf(ends, name, file, zone) : timeOf(begins, name, file, zone, 1);
  if (end <= start) throw unreadable(file, `"${name}" ends when it begins, or before`);
  return { name, start, end };
}

const TIME = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/;

function timeOf({ value, parameters }: Line, name: string, file: string, zone: string, days = 0): number {
  const [whole, year, month, day, hour, minute, second, utc] = TIME.exec(value.trim()) ?? [];
  if (whole === undefined) throw unreadable(file, `"${name}" has the time "${value}"`);
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day) + (hour === undefined ? days : 0));
  const local = date + Number(hour ?? 0) * 3_600_000 + Number(minute ?? 0) * 60_000 + Number(second ?? 0) * 1_000;
  const named = parameters.get('TZID');
  return zonedTime(local, utc === 'Z' ? 'UTC' : named === undefined ? zone : zoneOf(named));
}

function unreadable(file: string, what: string): UserError {
  return new UserError(
    `${file}: ${what}.`,
    'Write each freeze as a VEVENT with DTSTART and DTEND, one for each time that it happens.',
  );
}
