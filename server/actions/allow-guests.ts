'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { updateCall } from '#server/db/calls.ts';
import type { FormState } from './form-state.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), allowed: z.enum(['yes', 'no']) });

/** Lets guests in by the call's link and lets them write, or neither; those who are in go on reading. */
export async function allowGuests(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, allowed }) => {
    await requireCall(callId, 'run');
    await updateCall(callId, { guestsAllowed: allowed === 'yes' });
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return null;
  });
}
