'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { currentActor } from '#server/auth/current-actor.ts';
import { moveItemOn as moveOn } from '#server/planning/move-item-on.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), itemId: z.string().max(64) });

/** Moves an item of a call on to the next one. */
export async function moveItemOn(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, itemId }) => {
    const { title, to } = await moveOn({ callId, itemId, actor: await currentActor() });
    revalidatePath('/', 'layout');
    return to === null
      ? `“${title}” comes along when the next call is made.`
      : `“${title}” is on the agenda of call #${String(to.number)} now.`;
  });
}
