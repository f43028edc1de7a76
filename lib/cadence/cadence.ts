import { z } from 'zod';
import { calendarDay } from '#lib/dates/calendar-day.ts';
import { AppError } from '#lib/errors.ts';
import { instantOfWallTime } from '#lib/times/wall-time.ts';

/** Which of a month's days of one weekday: the first to the fifth, or the last. */
export type NthInMonth = 1 | 2 | 3 | 4 | 5 | 'last';

type WallTime = {
  /** 1 for Monday to 7 for Sunday. */
  weekday: number;
  /** Time on the wall of `zone`, `HH:MM`. */
  time: string;
  /** IANA zone in which the wall time is kept. */
  zone: string;
};

/** When the calls of a series are held. */
export type Cadence =
  | ({ kind: 'weekly' } & WallTime)
  | ({
      kind: 'biweekly';
      /** A day (`YYYY-MM-DD`) in a week that has a call; weeks begin on Monday. */
      anchor: string;
    } & WallTime)
  | ({
      kind: 'monthlyNthWeekday';
      /** In months without a fifth such weekday there is no call. */
      nth: NthInMonth;
    } & WallTime);

const wallTime = {
  weekday: z.int().min(1).max(7),
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u),
  zone: z.string().max(60).refine(isNamedZone),
};

const schema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('weekly'), ...wallTime }),
  z.object({ kind: z.literal('biweekly'), ...wallTime, anchor: z.string().refine(isDay) }),
  z.object({
    kind: z.literal('monthlyNthWeekday'),
    ...wallTime,
    nth: z.union([z.literal([1, 2, 3, 4, 5]), z.literal('last')]),
  }),
]);

const advice: Readonly<Record<string, string>> = {
  kind: 'Choose how often the call is held.',
  weekday: 'Choose a weekday.',
  time: 'Write a time such as 14:00.',
  zone: 'Choose a time zone such as Europe/Paris.',
  anchor: 'Choose the day of one of the calls.',
  nth: 'Choose which week of the month.',
};

/**
 * The cadence that a stored or sent value holds; whatever else the value has is left out.
 * @throws AppError `invalid` with a sentence for each field that is not right.
 */
export function parseCadence(value: unknown): Cadence {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const details: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'kind');
    details[field] = advice[field] ?? 'This is not right.';
  }
  throw new AppError('invalid', { message: 'This is not a cadence.', details });
}

// An offset such as +02:00 would be taken as a zone too, but has no summer time to keep the wall time across.
function isNamedZone(zone: string): boolean {
  return /^[A-Za-z]/u.test(zone) && instantOfWallTime('2000-01-01T12:00', zone) !== null;
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  return match !== null && calendarDay(Number(match[1]), Number(match[2]), Number(match[3])) !== null;
}
