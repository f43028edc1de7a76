'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
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
    await requireCall(callId, rule.right);
    await setCallStatus(callId, rule.to, { from: rule.from });
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return null;
  });
}
