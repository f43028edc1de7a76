'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { parseTerm } from '#lib/glossary/parse-term.ts';
import { addTerms, termTaken } from '#server/db/glossary.ts';
import { requireSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  seriesId: z.string().max(64),
  form: z.string().max(1000),
  others: z.string().max(2000),
  meaning: z.string().max(2000),
});

/** Adds a term to the glossary of a series. */
export async function addTerm(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, ...written }) => {
    const series = await requireSeries({ id: seriesId }, 'addTerms');
    const term = parseTerm(written);
    const added = await addTerms(series.id, [term]);
    if (added.length === 0) throw termTaken(term.form);
    revalidatePath('/', 'layout');
    return `“${term.form}” is in the glossary now.`;
  });
}
