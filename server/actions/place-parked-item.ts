'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { currentActor } from '#server/auth/current-actor.ts';
import { placeParkedItem as place } from '#server/planning/place-parked-item.ts';
import type { FormState } from './form-state.ts';
import { requireSeries } from './require-series.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64), parkedId: z.string().max(64) });

/** Puts an item of the parking lot onto the agenda of the next planned call. */
export async function placeParkedItem(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, parkedId }) => {
    await requireSeries({ id: seriesId }, 'propose');
    const { title, call } = await place({ seriesId, parkedId, actor: await currentActor() });
    revalidatePath('/', 'layout');
    return `“${title}” is on the agenda of call #${String(call.number)} now.`;
  });
}
