import { callDay, type CallDate } from './call-day.ts';
import { partsOfDay } from './calendar-day.ts';

/**
 * A due date (`YYYY-MM-DD`) as it stands beside an action: `Fri 3 Jul`, with the year only when it is not the one of
 * the call, or the call has no date.
 */
export function shortDay(date: string, call: CallDate): string {
  const day = callDay(call);
  const inYear = day !== null && date.startsWith(`${String(partsOfDay(day).year)}-`);
  return words(date, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(inYear ? {} : { year: 'numeric' }),
  });
}

/** A date (`YYYY-MM-DD`) in full: `Friday 3 July 2026`. */
export function fullDay(date: string): string {
  return words(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** A date (`YYYY-MM-DD`) as people type it: `3 July 2026`. */
export function plainDay(date: string): string {
  return words(date, { day: 'numeric', month: 'long', year: 'numeric' });
}

function words(date: string, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  return format.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
}
