'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { renewGuestToken } from '#server/db/guests.ts';
import type { FormState } from './form-state.ts';
import { requireCall } from './require-call.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64) });

/** Gives a call another link for guests; the one before opens nothing from now on. Who came in by it stays. */
export async function renewGuestLink(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId }) => {
    await requireCall(callId, 'run');
    await renewGuestToken(callId);
    revalidatePath('/', 'layout');
    return 'The guest link is a new one. The one before opens nothing any more.';
  });
}
