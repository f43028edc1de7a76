'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { visibilities } from '#lib/policy/access.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { setRole } from '#server/db/memberships.ts';
import { createSeries as insertSeries } from '#server/db/series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  title: z.string().trim().min(1, 'Write a title.').max(120, 'Use at most 120 characters.'),
  slug: z.string().max(100),
  zone: z.string().max(64),
  visibility: z.enum(visibilities),
});

/** Makes a series that its maker owns. */
export async function createSeries(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ title, slug, zone, visibility }) => {
    const actor = await currentActor();
    if (actor.kind !== 'user' || !actor.instanceOwner) {
      throw new AppError('forbidden', {
        message: 'Only the owner of this instance makes a series. Nothing was changed.',
      });
    }
    const series = await insertSeries({ title, slug, zone, visibility });
    await setRole(series.id, actor.userId, 'owner');
    revalidatePath('/', 'layout');
    redirect(`/${series.slug}`);
  });
}
