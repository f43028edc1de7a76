'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { setTakesNotes as storeTakesNotes } from '#server/db/turns.ts';
import { requireTurnsOf } from './require-turns-of.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  seriesId: z.string().max(64),
  userId: z.string().max(64),
  takesNotes: z.enum(['yes', 'no']),
});

/** Says whether a member takes notes in turn with the others. */
export async function setTakesNotes(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, userId, takesNotes }) => {
    await requireTurnsOf(seriesId, userId);
    await storeTakesNotes(seriesId, userId, takesNotes === 'yes');
    revalidatePath('/', 'layout');
    return null;
  });
}
