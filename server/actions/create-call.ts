'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { instantOfWallTime } from '#lib/times/wall-time.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { requireManagedSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  series: z.string().max(100),
  number: z
    .string()
    .regex(/^\d{1,9}$/u, 'Write a whole number.')
    .transform(Number),
  title: z.string().trim().min(1, 'Write what this call is about.').max(200, 'Use at most 200 characters.'),
  startsAt: z.string().max(20),
  lengthMinutes: z
    .string()
    .regex(/^\d{1,4}$/u, 'Write the length in minutes.')
    .transform(Number)
    .pipe(z.number().min(5, 'A call lasts at least 5 minutes.').max(1440, 'A call lasts at most a day.')),
});

/** Plans the next call of a series, with an agenda to fill in. */
export async function createCall(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async (input) => {
    const series = await requireManagedSeries({ slug: input.series });
    const startsAt = input.startsAt === '' ? null : instantOfWallTime(input.startsAt, series.zone);
    if (input.startsAt !== '' && startsAt === null) {
      throw new AppError('invalid', {
        message: 'Something in the form is not right. Nothing was changed.',
        details: { startsAt: 'Write a day and a time that exist.' },
      });
    }
    const actor = await currentActor();
    const call = await planCall({
      seriesId: series.id,
      actorId: actor.kind === 'user' ? actor.userId : null,
      number: input.number,
      title: input.title,
      startsAt,
      lengthMinutes: input.lengthMinutes,
    });
    revalidatePath('/', 'layout');
    redirect(`/${series.slug}/${String(call.number)}`);
  });
}
