'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { deleteSeries as removeSeries } from '#server/db/series.ts';
import { publishAccess } from './publish-access.ts';
import { requireSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64), confirmation: z.string().max(100) });

/** Removes a series with everything in it, once its owner has typed its address. */
export async function deleteSeries(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, confirmation }) => {
    const series = await requireSeries({ id: seriesId }, 'remove');
    if (confirmation.trim().toLowerCase() !== series.slug) {
      throw new AppError('invalid', {
        message: 'The address is not the one of this series. Nothing was removed.',
        details: { confirmation: `Write ${series.slug}` },
      });
    }
    await removeSeries(series.id);
    publishAccess({ seriesId: series.id });
    revalidatePath('/', 'layout');
    redirect('/');
  });
}
