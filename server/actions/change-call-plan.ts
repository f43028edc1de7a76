'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { wallTimeOf } from '#lib/times/wall-time.ts';
import { changeCallPlan as changePlan } from '#server/db/call-plan.ts';
import { findCallById } from '#server/db/calls.ts';
import { callFields, typedStart } from './call-fields.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  seen: z.iso.datetime().transform((text) => new Date(text)),
  title: callFields.title,
  startsAt: z.string().max(20),
  lengthMinutes: callFields.lengthMinutes,
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
  const same = before !== null && wallTimeOf(before, zone) === typed;
  return same ? before : typedStart(typed, zone);
}
