import {
  addMonths,
  calendarDay,
  dayInZone,
  isoDay,
  lastOfMonth,
  weekdayOf,
  type CalendarDay,
} from '#lib/dates/calendar-day.ts';
import { AppError } from '#lib/errors.ts';
import { instantOfWallTime } from '#lib/times/wall-time.ts';
import type { Cadence } from './cadence.ts';

/**
 * The first instant after `after` (not at it) at which the cadence has a call.
 * @throws AppError `invalid` when `after` is no date, the zone is unknown, or the calendar ends (year 9999).
 */
export function nextCallAt(cadence: Cadence, after: Date): Date {
  for (const instant of instantsAround(cadence, after)) {
    if (instant > after) return instant;
  }
  throw outOfCalendar();
}

/**
 * The first `count` instants at or after `from` at which the cadence has a call, in order. The wall time stays the
 * same across clock changes. Where the clocks skip it, the call is as long after the change as it would have been
 * (02:30 becomes 03:30, which is how calendars read it); where they repeat it, it is the first of the two.
 * @throws AppError `invalid` when `from` is no date, the zone is unknown, or the calendar ends (year 9999).
 */
export function callDates(cadence: Cadence, from: Date, count: number): Date[] {
  const dates: Date[] = [];
  if (count <= 0) return dates;
  for (const instant of instantsAround(cadence, from)) {
    if (instant >= from) dates.push(instant);
    if (dates.length === count) return dates;
  }
  throw outOfCalendar();
}

/** All instants of a cadence from shortly before an instant on. */
function* instantsAround(cadence: Cadence, around: Date): Generator<Date> {
  const day = Number.isNaN(around.getTime()) ? null : dayInZone(around.toISOString(), cadence.zone);
  if (day === null) throw outOfCalendar();
  // A zone that moves across the date line may skip a whole day, whose call is on the next.
  for (const at of daysFrom(cadence, day - 1)) {
    const instant = instantOfWallTime(`${isoDay(at)}T${cadence.time}`, cadence.zone);
    if (instant === null) return;
    yield instant;
  }
}

/** The days a cadence names, in order, beginning at `first` or up to a month before it. */
function* daysFrom(cadence: Cadence, first: CalendarDay): Generator<CalendarDay> {
  if (cadence.kind === 'monthlyNthWeekday') {
    for (let months = 0; ; months += 1) {
      const day = dayOfMonth(addMonths(first, months), cadence.weekday, cadence.nth);
      if (day !== null) yield day;
    }
  }
  const step = cadence.kind === 'weekly' ? 7 : 14;
  const known = mondayOf(cadence.kind === 'weekly' ? first : dayOf(cadence.anchor)) + cadence.weekday - 1;
  for (let day = known + Math.ceil((first - known) / step) * step; ; day += step) yield day;
}

/** The nth such weekday of the month that `within` lies in; null when it has none. */
function dayOfMonth(within: CalendarDay, weekday: number, nth: number | 'last'): CalendarDay | null {
  const last = lastOfMonth(within);
  if (nth === 'last') return last - ((weekdayOf(last) - weekday + 7) % 7);
  const first = lastOfMonth(within, -1) + 1;
  const day = first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
  return day <= last ? day : null;
}

function mondayOf(day: CalendarDay): CalendarDay {
  return day - weekdayOf(day) + 1;
}

function dayOf(text: string): CalendarDay {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const found = calendarDay(year, month, day);
  if (found === null) throw outOfCalendar();
  return found;
}

function outOfCalendar(): AppError {
  return new AppError('invalid', { message: 'No date of a call can be worked out from this.' });
}
