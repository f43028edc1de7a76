import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { instantOfWallTime } from '#lib/times/wall-time.ts';

/** What the forms about a call have in common: its title, and its length in minutes. */
export const callFields = {
  title: z.string().trim().min(1, 'Write what this call is about.').max(200, 'Use at most 200 characters.'),
  lengthMinutes: z
    .string()
    .regex(/^\d{1,4}$/u, 'Write the length in minutes.')
    .transform(Number)
    .pipe(z.number().min(5, 'A call lasts at least 5 minutes.').max(1440, 'A call lasts at most a day.')),
};

/**
 * The instant that a form's field `startsAt` names on the clock of a zone; null when it was left empty.
 * @throws AppError `invalid` for a day or a time that does not exist.
 */
export function typedStart(typed: string, zone: string): Date | null {
  if (typed === '') return null;
  const instant = instantOfWallTime(typed, zone);
  if (instant !== null) return instant;
  throw new AppError('invalid', {
    message: 'Something in the form is not right. Nothing was changed.',
    details: { startsAt: 'Write a day and a time that exist.' },
  });
}
