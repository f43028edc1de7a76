'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { parseTermLines } from '#lib/glossary/parse-term-lines.ts';
import { addTerms } from '#server/db/glossary.ts';
import { requireSeries } from './require-series.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  seriesId: z.string().max(64),
  lines: z.string().max(200_000, 'That is too much at once. Paste at most 200,000 characters.'),
});

/** Adds the terms of pasted lines to the glossary of a series; nothing while one of the lines cannot be read. */
export async function addTermLines(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, lines }) => {
    const series = await requireSeries({ id: seriesId }, 'addTerms');
    const { terms, problems } = parseTermLines(lines);
    const [problem] = problems.length === 0 && terms.length === 0 ? ['Write at least one term.'] : problems;
    if (problem !== undefined) {
      const more = problems.length > 1 ? ` ${String(problems.length - 1)} more like this.` : '';
      throw new AppError('invalid', {
        message: 'Not every line could be read. Nothing was added.',
        details: { lines: `${problem}${more}` },
      });
    }
    const added = await addTerms(series.id, terms);
    revalidatePath('/', 'layout');
    const there = terms.length - added.length;
    const known = there === 0 ? '' : ` ${termCount(there)} had been there before.`;
    return `${termCount(added.length)} ${added.length === 1 ? 'was' : 'were'} added.${known}`;
  });
}

function termCount(count: number): string {
  return count === 1 ? '1 term' : `${String(count)} terms`;
}
