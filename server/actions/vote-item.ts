'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { currentActor } from '#server/auth/current-actor.ts';
import { vote } from '#server/db/agenda-votes.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  itemId: z.string().min(1).max(64),
  wanted: z.enum(['yes', 'no']).transform((wanted) => wanted === 'yes'),
});

/** Says that the sender wants an item of a planned call talked about, or no longer. */
export async function voteItem(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, itemId, wanted }) => {
    await requireCall(callId, 'propose');
    const actor = await currentActor();
    if (actor.kind === 'user') await vote({ callId, userId: actor.userId, itemId, wanted });
    revalidatePath('/', 'layout');
    return null;
  });
}
