'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { currentActor } from '#server/auth/current-actor.ts';
import { parkItem as park } from '#server/planning/park-item.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), itemId: z.string().max(64) });

/** Takes an item off the agenda of a planned call and puts it into the parking lot of the series. */
export async function parkItem(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, itemId }) => {
    const title = await park({ callId, itemId, actor: await currentActor() });
    revalidatePath('/', 'layout');
    return `“${title}” waits in the parking lot now.`;
  });
}
