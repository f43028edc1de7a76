import { calendarDay, dayInZone, type CalendarDay } from './calendar-day.ts';

/** When a call is, as far as it is known. */
export type CallDate = {
  /** The instant (ISO) that it starts at; null when no time is known. */
  startsAt: string | null;
  /** The day (`YYYY-MM-DD`) of a call without a time. */
  heldOn?: string | null;
  /** IANA zone of the call. */
  zone: string;
};

/** The day of a call in its own zone; null when it has none, or the zone is unknown. */
export function callDay({ startsAt, heldOn = null, zone }: CallDate): CalendarDay | null {
  if (startsAt !== null) return dayInZone(startsAt, zone);
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(heldOn ?? '') ?? [];
  return year === undefined ? null : calendarDay(Number(year), Number(month), Number(day));
}
