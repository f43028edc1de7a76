'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { callMoveRules, callMoves } from '#lib/policy/call-moves.ts';
import { setCallStatus } from '#server/db/calls.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), move: z.enum(callMoves) });

/** Starts, ends, publishes or reopens a call. */
export async function moveCall(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, move }) => {
    const rule = callMoveRules[move];
    const call = await requireCall(callId, rule.right);
    if (call.facts.status !== rule.from) {
      throw new AppError('conflict', {
        message: 'Somebody else has changed the state of this call. The page now shows it as it is.',
      });
    }
    await setCallStatus(callId, rule.to);
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return null;
  });
}
