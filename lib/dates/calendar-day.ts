/** A day of the calendar, as days since 1970-01-01. */
export type CalendarDay = number;

const DAY_MS = 86_400_000;

/** The day a year, month (1 to 12) and day of the month name; null when there is no such day. */
export function calendarDay(year: number, month: number, dayOfMonth: number): CalendarDay | null {
  const time = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(time);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return exists ? time / DAY_MS : null;
}

/** The day that an instant (ISO) falls on in a zone; null when either is unknown. */
export function dayInZone(instant: string, zone: string): CalendarDay | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  const parts: Record<string, number> = {};
  try {
    const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    for (const part of format.formatToParts(date)) parts[part.type] = Number(part.value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return calendarDay(parts['year'] ?? 0, parts['month'] ?? 0, parts['day'] ?? 0);
}

/** A day as `YYYY-MM-DD`. */
export function isoDay(day: CalendarDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The year and month (1 to 12) of a day and its number in the month. */
export function partsOfDay(day: CalendarDay): { year: number; month: number; dayOfMonth: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

/** The weekday of a day, 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(day * DAY_MS).getUTCDay() || 7;
}

/** The last day of the month so many months after the one of `day`. */
export function lastOfMonth(day: CalendarDay, months = 0): CalendarDay {
  const { year, month } = partsOfDay(day);
  return Date.UTC(year, month + months, 0) / DAY_MS;
}

/** The same day of the month so many months later, or that month's last day where it is shorter. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const { year, month, dayOfMonth } = partsOfDay(day);
  return Math.min(Date.UTC(year, month - 1 + months, dayOfMonth) / DAY_MS, lastOfMonth(day, months));
}

/** The day so many working days later; Saturdays and Sundays do not count. */
export function addWorkingDays(day: CalendarDay, count: number): CalendarDay {
  let at = day;
  for (let left = count; left > 0;) {
    at += 1;
    if (weekdayOf(at) <= 5) left -= 1;
  }
  return at;
}
