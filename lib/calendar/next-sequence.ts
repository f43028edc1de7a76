import type { CalendarCall } from './calendar-call.ts';

type WhenAndWhether = Pick<CalendarCall, 'startsAt' | 'lengthMinutes' | 'status'>;

/**
 * The sequence of a call after a change: one more when it was moved, made longer or shorter, cancelled or brought
 * back, so that calendars take the new event for the old one; the same after any other change (RFC 5546, 2.1.4).
 */
export function nextSequence(
  before: WhenAndWhether & Pick<CalendarCall, 'sequence'>,
  after: WhenAndWhether,
): number {
  const same =
    Date.parse(before.startsAt) === Date.parse(after.startsAt) &&
    before.lengthMinutes === after.lengthMinutes &&
    before.status === after.status;
  return same ? before.sequence : before.sequence + 1;
}
