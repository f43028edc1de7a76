import { AppError } from '#lib/errors.ts';
import { calendarInstant, calendarText } from './calendar-lines.ts';

/** A call as calendars know it. */
export type CalendarCall = {
  /** The same for the whole life of a call, whatever happens to it, and no other call's; its id is. */
  uid: string;
  /** How often the call was moved, cancelled or brought back; see `nextSequence`. */
  sequence: number;
  /** The instant (ISO) at which anything of this was last changed. */
  changedAt: string;
  /** The instant (ISO) at which it starts. */
  startsAt: string;
  lengthMinutes: number;
  title: string;
  /** Address (http or https) of the call's page. */
  url: string;
  /** The agenda as plain text; may be empty. */
  description: string;
  status: 'planned' | 'cancelled';
};

const MINUTE_MS = 60_000;

/**
 * The lines of one event, neither folded nor ended. Instants are in UTC: each call has an instant of its own, so no
 * calendar has to know the zone's rules. The title of a cancelled call says so and its time counts as free, because
 * some calendars go on showing a cancelled event like any other.
 * @throws AppError `invalid` when an instant, the length, the sequence or the address cannot stand in a calendar.
 */
export function eventLines(call: CalendarCall): string[] {
  const startsAt = readInstant(call.startsAt, 'start');
  const changedAt = calendarInstant(readInstant(call.changedAt, 'change'));
  if (!Number.isFinite(call.lengthMinutes) || call.lengthMinutes <= 0) throw unfit('length');
  if (!Number.isInteger(call.sequence) || call.sequence < 0) throw unfit('sequence');
  const cancelled = call.status === 'cancelled';
  const lines = [
    'BEGIN:VEVENT',
    `UID:${calendarText(call.uid)}`,
    `SEQUENCE:${String(call.sequence)}`,
    `DTSTAMP:${changedAt}`,
    `LAST-MODIFIED:${changedAt}`,
    `DTSTART:${calendarInstant(startsAt)}`,
    `DTEND:${calendarInstant(new Date(startsAt.getTime() + call.lengthMinutes * MINUTE_MS))}`,
    `SUMMARY:${calendarText(cancelled ? `Cancelled: ${call.title}` : call.title)}`,
    `URL:${calendarUrl(call.url)}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${cancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
  ];
  if (call.description.trim() !== '') lines.push(`DESCRIPTION:${calendarText(call.description)}`);
  return [...lines, 'END:VEVENT'];
}

/**
 * An address as the value of a property, normalised so that nothing of it can end the line.
 * @throws AppError `invalid` when it is no http or https address.
 */
export function calendarUrl(url: string): string {
  if (!URL.canParse(url)) throw unfit('address');
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw unfit('address');
  return href;
}

function readInstant(text: string, what: string): Date {
  const instant = new Date(text);
  const year = instant.getUTCFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) throw unfit(what);
  return instant;
}

function unfit(what: string): AppError {
  return new AppError('invalid', { message: `A calendar cannot hold the ${what} of this call.` });
}
