'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { currentActor } from '#server/auth/current-actor.ts';
import { tickAction as storeTick } from '#server/db/action-ticks.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  bornCallId: z.string().max(64),
  bornLineId: z.string().max(64),
  done: z.enum(['yes', 'no']),
});

/** Says on a call that an action is done, or open again, wherever it stands. */
export async function tickAction(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, bornCallId, bornLineId, done }) => {
    await requireCall(callId, 'writeDocument');
    const actor = await currentActor();
    if (actor.kind === 'anonymous') return null;
    await storeTick({
      callId: bornCallId,
      lineId: bornLineId,
      done: done === 'yes',
      inCallId: callId,
      byId: actor.userId,
    });
    revalidatePath('/', 'layout');
    return null;
  });
}
