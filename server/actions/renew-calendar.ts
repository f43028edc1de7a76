'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { renewFeedToken } from '#server/db/memberships.ts';
import { requireOwnMembership } from './require-own-membership.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64) });

/** Gives a member an address of their own for the calendar of a series; the one before opens nothing any more. */
export async function renewCalendar(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId }) => {
    await renewFeedToken(seriesId, await requireOwnMembership(seriesId));
    revalidatePath('/', 'layout');
    return null;
  });
}
