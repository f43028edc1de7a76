import { calendarUrl, eventLines, type CalendarCall } from './calendar-call.ts';
import { calendarLines, calendarText } from './calendar-lines.ts';

export type CalendarFeed = {
  /** The series' title, which calendars show as their name. */
  title: string;
  /** Address (http or https) of the series' page. */
  url: string;
  /** After how many minutes a calendar should ask again. Some ask far less often, whatever this says. */
  refreshMinutes: number;
  /** In the order in which they shall stand; cancelled ones too, or calendars would go on showing them. */
  calls: readonly CalendarCall[];
};

/** The type to send a calendar as. */
export const calendarType = 'text/calendar; charset=utf-8';

/**
 * The calendar of a series (RFC 5545 and 7986), to be subscribed to. The same calls give the same text. It names no
 * METHOD: it says what is planned, and asks nobody for an answer.
 * @throws AppError `invalid` when something of a call or the address cannot stand in a calendar.
 */
export function writeFeed(feed: CalendarFeed): string {
  const title = calendarText(feed.title);
  const refresh = `PT${String(Math.max(1, Math.round(feed.refreshMinutes)))}M`;
  return calendarOf(feed.calls, [
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `URL:${calendarUrl(feed.url)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
    `X-PUBLISHED-TTL:${refresh}`,
  ]);
}

/**
 * The calendar file of one call. Opened again after the call was moved or cancelled, it changes the event that is
 * there, because its UID stays and its SEQUENCE has risen.
 * @throws AppError `invalid` when something of the call cannot stand in a calendar.
 */
export function writeCalendarCall(call: CalendarCall): string {
  return calendarOf([call], []);
}

function calendarOf(calls: readonly CalendarCall[], properties: readonly string[]): string {
  return calendarLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Callnotes//Callnotes//EN',
    'CALSCALE:GREGORIAN',
    ...properties,
    ...calls.flatMap(eventLines),
    'END:VCALENDAR',
  ]);
}
