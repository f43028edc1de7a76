'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentActor } from '#server/auth/current-actor.ts';
import { planCall } from '#server/planning/plan-call.ts';
import { callFields, typedStart } from './call-fields.ts';
import { requireManagedSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  series: z.string().max(100),
  number: z
    .string()
    .regex(/^\d{1,9}$/u, 'Write a whole number.')
    .transform(Number),
  title: callFields.title,
  startsAt: z.string().max(20),
  lengthMinutes: callFields.lengthMinutes,
});

/** Plans the next call of a series, with an agenda to fill in. */
export async function createCall(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async (input) => {
    const series = await requireManagedSeries({ slug: input.series });
    const actor = await currentActor();
    const call = await planCall({
      seriesId: series.id,
      actorId: actor.kind === 'user' ? actor.userId : null,
      number: input.number,
      title: input.title,
      startsAt: typedStart(input.startsAt, series.zone),
      lengthMinutes: input.lengthMinutes,
    });
    revalidatePath('/', 'layout');
    redirect(`/${series.slug}/${String(call.number)}`);
  });
}
