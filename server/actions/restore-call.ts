'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { restoreCall as restore } from '#server/db/call-plan.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64) });

/** Takes the cancellation of a call back: it is planned for the time it had. */
export async function restoreCall(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId }) => {
    await requireCall(callId, 'restore');
    await restore(callId);
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return null;
  });
}
