'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { setReminders as save } from '#server/db/memberships.ts';
import { requireOwnMembership } from './require-own-membership.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64), reminders: z.enum(['yes', 'no']) });

/** Says whether mails about the calls of a series go to the member who asks. */
export async function setReminders(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, reminders }) => {
    await save(seriesId, await requireOwnMembership(seriesId), reminders === 'yes');
    revalidatePath('/', 'layout');
    return null;
  });
}
