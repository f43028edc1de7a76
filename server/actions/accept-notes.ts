'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { acceptNotes as storeAccepted } from '#server/db/calls.ts';
import { requireTurn } from './require-turn.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64) });

/** Says yes to taking the notes of a call. */
export async function acceptNotes(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId }) => {
    const { notetakerId } = await requireTurn(callId, 'accept');
    await storeAccepted(callId, notetakerId);
    revalidatePath('/', 'layout');
    return 'You take the notes of this call.';
  });
}
