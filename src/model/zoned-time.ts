/**
 * The time at which the clocks of a zone show something. Where they show it twice, the first; where they skip it, as long
 * after the skip.
 * @param shown what the clocks show, as milliseconds since 1970 of a clock in UTC that shows the same
 * @param zone an IANA time zone
 */
export function zonedTime(shown: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offset = (time: number): number => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const { year, month, day, hour, minute, second } = parts as Record<string, number>;
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(time / 1_000) * 1_000;
  };
  // Zones differ from UTC by less than a day: the offsets around the time are all that it can have.
  const before = shown - offset(shown - 86_400_000);
  return before + offset(before) === shown
    ? before
    : fitting(shown, before, shown - offset(shown + 86_400_000), offset);
}

function fitting(shown: number, before: number, after: number, offset: (time: number) => number): number {
  return after + offset(after) === shown ? after : before;
}
