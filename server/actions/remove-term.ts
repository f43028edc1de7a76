'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { removeTerm as deleteTerm } from '#server/db/glossary.ts';
import { requireSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64), termId: z.string().max(64) });

/** Takes a term out of a glossary. */
export async function removeTerm(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, termId }) => {
    const series = await requireSeries({ id: seriesId }, 'manage');
    const written = await deleteTerm({ seriesId: series.id, id: termId });
    revalidatePath('/', 'layout');
    return `“${written}” was removed.`;
  });
}
