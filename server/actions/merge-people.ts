'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { mergePerson } from '#server/db/people.ts';
import type { FormState } from './form-state.ts';
import { requireRosterPerson } from './require-person.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ personId: z.string().max(64), intoId: z.string().max(64) });

/** Makes one person of two on every call of the series. */
export async function mergePeople(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ personId, intoId }) => {
    const { seriesId } = await requireRosterPerson(personId);
    await mergePerson(seriesId, personId, intoId);
    revalidatePath('/', 'layout');
    return 'They are one person now, on every call.';
  });
}
