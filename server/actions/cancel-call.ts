'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { cancelCall as cancel } from '#server/db/call-plan.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  reason: z.string().trim().max(300, 'Use at most 300 characters.'),
});

/** Cancels a planned call, with a reason where its chair gives one. */
export async function cancelCall(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, reason }) => {
    await requireCall(callId, 'schedule');
    await cancel(callId, reason === '' ? null : reason);
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return null;
  });
}
