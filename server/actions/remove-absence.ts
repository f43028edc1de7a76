'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { findAbsence, removeAbsence as deleteAbsence } from '#server/db/turns.ts';
import { requireTurnsOf } from './require-turns-of.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ absenceId: z.string().max(64) });

/** Takes an absence away; one that is gone already is fine. */
export async function removeAbsence(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ absenceId }) => {
    const absence = await findAbsence(absenceId);
    if (absence !== null) {
      await requireTurnsOf(absence.seriesId, absence.userId);
      await deleteAbsence(absenceId);
    }
    revalidatePath('/', 'layout');
    return null;
  });
}
