'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { updateCall } from '#server/db/calls.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), locked: z.enum(['yes', 'no']) });

/** Closes the agenda of a call to participants and guests, or opens it again. */
export async function lockAgenda(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, locked }) => {
    await requireCall(callId, 'run');
    await updateCall(callId, { agendaLocked: locked === 'yes' });
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return null;
  });
}
