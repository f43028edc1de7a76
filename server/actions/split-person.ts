'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { unmergePerson } from '#server/db/people.ts';
import type { FormState } from './form-state.ts';
import { requireRosterPerson } from './require-person.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ personId: z.string().max(64) });

/** Takes a merge of two people back. */
export async function splitPerson(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ personId }) => {
    const { seriesId } = await requireRosterPerson(personId);
    await unmergePerson(seriesId, personId);
    revalidatePath('/', 'layout');
    return 'They are two people again.';
  });
}
