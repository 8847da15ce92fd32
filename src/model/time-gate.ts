import { Cron } from 'croner';
import { humanDuration, type Milliseconds, milliseconds } from './duration.js';
import { UserError } from './user-error.js';

/** The phase has to last; made from a phase's `soak`. */
export interface SoakGate {
  readonly kind: 'soak';
  readonly lasts: Milliseconds;
}

/** A phase may be left only at some times of the week. */
export interface WindowGate {
  readonly kind: 'window';
  /** When it opens, as a cron pattern of five fields: `0 9 * * 1-4`. */
  readonly opens: string;
  /** How long it stays open. */
  readonly lasts: Milliseconds;
  /** The IANA time zone that the pattern is read in. */
  readonly zone: string;
}

/** A phase may not be left on the dates of a calendar. */
export interface FreezeGate {
  readonly kind: 'freeze';
  /** An iCalendar file, relative to the estate's root. Each of its events is a freeze. */
  readonly calendar: string;
  /** The IANA time zone of dates and times that name none. */
  readonly zone: string;
}

/** What only the clock opens. */
export type TimeGate = SoakGate | WindowGate | FreezeGate;

export interface WindowOptions {
  /** How long it stays open: `'8h'`. */
  readonly lasts: string;
  /** The IANA time zone that the pattern is read in. @default 'UTC' */
  readonly zone?: string;
}

/**
 * A phase may be left only while a window is open: `window('0 9 * * 1-4', { lasts: '8h', zone: 'Europe/Berlin' })`.
 * @param opens a cron pattern of five fields
 * @throws UserError when the pattern, the length or the zone is none
 */
export function window(opens: string, { lasts, zone = 'UTC' }: WindowOptions): WindowGate {
  const gate: WindowGate = { kind: 'window', opens, lasts: milliseconds(lasts), zone: zoneOf(zone) };
  if (gate.lasts === 0) throw new UserError(`A window that lasts "${lasts}" never opens.`, 'Write "8h".');
  try {
    if (opens.trim().split(/\s+/).length !== 5) throw new Error('it has not five fields');
    new Cron(opens, { timezone: zone });
  } catch (error) {
    throw new UserError(
      `"${opens}" says no time: ${error instanceof Error ? error.message : String(error)}.`,
      'Write minute, hour, day, month and weekday: "0 9 * * 1-4".',
    );
  }
  return gate;
}

/**
 * A phase may not be left on the dates of a calendar: `noFreeze('freezes.ics', { zone: 'Europe/Berlin' })`.
 * @param calendar an iCalendar file, relative to the estate's root
 * @throws UserError when the zone is none
 */
export function noFreeze(calendar: string, { zone = 'UTC' }: { readonly zone?: string } = {}): FreezeGate {
  return { kind: 'freeze', calendar, zone: zoneOf(zone) };
}

/** @throws UserError when nobody knows the time zone. */
export function zoneOf(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new UserError(`There is no time zone "${zone}".`, 'Name one as IANA does: "Europe/Berlin", "UTC".');
  }
}

export function timeGateText(gate: TimeGate): string {
  if (gate.kind === 'soak') return `soak ${humanDuration(gate.lasts)}`;
  if (gate.kind === 'freeze') return `no freeze in ${gate.calendar}`;
  return `window ${gate.opens} for ${humanDuration(gate.lasts)} (${gate.zone})`;
}
