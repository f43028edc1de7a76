'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { instantOfWallTime, wallTimeOf } from '#lib/times/wall-time.ts';
import { changeCallPlan as changePlan } from '#server/db/call-plan.ts';
import { findCallById } from '#server/db/calls.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  seen: z.iso.datetime().transform((text) => new Date(text)),
  title: z.string().trim().min(1, 'Write what this call is about.').max(200, 'Use at most 200 characters.'),
  startsAt: z.string().max(20),
  lengthMinutes: z
    .string()
    .regex(/^\d{1,4}$/u, 'Write the length in minutes.')
    .transform(Number)
    .pipe(z.number().min(5, 'A call lasts at least 5 minutes.').max(1440, 'A call lasts at most a day.')),
});

/** Gives a planned call another title, time or length; the time is that of the series' clock. */
export async function changeCallPlan(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, seen, title, startsAt: typed, lengthMinutes }) => {
    await requireCall(callId, 'schedule');
    const call = await findCallById(callId);
    if (call === null)
      throw new AppError('not_found', { message: 'This call is gone. Nothing was changed.' });
    const startsAt = chosenInstant(typed, call.startsAt, call.series.zone);
    const changed = await changePlan(callId, { title, startsAt, lengthMinutes }, { seen });
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    const stays = changed.startsAt?.getTime() === call.startsAt?.getTime();
    if (stays || call.startsAt === null) return 'The call is changed.';
    return 'The call is moved. Calendars that follow the series are told.';
  });
}

/** A time that was left as it was stays the same instant, also in the hour that the clock shows twice. */
function chosenInstant(typed: string, before: Date | null, zone: string): Date | null {
  if (typed === '') return null;
  if (before !== null && wallTimeOf(before, zone) === typed) return before;
  const instant = instantOfWallTime(typed, zone);
  if (instant !== null) return instant;
  throw new AppError('invalid', {
    message: 'Something in the form is not right. Nothing was changed.',
    details: { startsAt: 'Write a day and a time that exist.' },
  });
}
