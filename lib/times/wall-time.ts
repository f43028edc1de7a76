import { Temporal } from 'temporal-polyfill';

/** What a clock on the wall of a zone shows at an instant, as `YYYY-MM-DDTHH:MM`. */
export function wallTimeOf(instant: Date, zone: string): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return wall.toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/**
 * The instant that a clock on the wall of a zone shows as `YYYY-MM-DDTHH:MM`; null for text of another form or a
 * day that does not exist. A time that a clock change skips or repeats is read as calendars do: the later offset
 * before a skip, the earlier instant of a repeat.
 */
export function instantOfWallTime(text: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u.test(text)) return null;
  try {
    const wall = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    return new Date(wall.toZonedDateTime(zone).epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
