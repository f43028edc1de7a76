'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { removeSampleSeries } from '#server/sample/remove-sample.ts';
import { publishAccess } from './publish-access.ts';
import { requireManagedSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64) });

/** Takes the sample series away with all its calls; it does not come back. */
export async function removeSample(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId }) => {
    const series = await requireManagedSeries({ id: seriesId });
    if (!series.sample) {
      throw new AppError('conflict', { message: 'This series is not the sample. Nothing was removed.' });
    }
    await removeSampleSeries(series.id);
    publishAccess({ seriesId: series.id });
    revalidatePath('/', 'layout');
    redirect('/');
  });
}
