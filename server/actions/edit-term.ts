'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { parseTerm } from '#lib/glossary/parse-term.ts';
import { updateTerm } from '#server/db/glossary.ts';
import { requireSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  seriesId: z.string().max(64),
  termId: z.string().max(64),
  form: z.string().max(1000),
  others: z.string().max(2000),
  meaning: z.string().max(2000),
});

/** Writes a term of a glossary anew. */
export async function editTerm(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, termId, ...written }) => {
    const series = await requireSeries({ id: seriesId }, 'manage');
    const term = parseTerm(written);
    await updateTerm({ seriesId: series.id, id: termId }, term);
    revalidatePath('/', 'layout');
    return `“${term.form}” is changed.`;
  });
}
