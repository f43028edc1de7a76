'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { parsePersonName } from '#server/auth/person-name.ts';
import { changePersonName } from '#server/db/people.ts';
import type { FormState } from './form-state.ts';
import { requireRosterPerson } from './require-person.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ personId: z.string().max(64), name: z.string().max(400) });

/** Calls a person of the roster otherwise, on every call of the series. */
export async function renamePerson(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ personId, name }) => {
    const { seriesId } = await requireRosterPerson(personId);
    await changePersonName(seriesId, personId, parsePersonName(name));
    revalidatePath('/', 'layout');
    return null;
  });
}
