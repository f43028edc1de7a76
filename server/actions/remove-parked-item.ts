'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { mayRemoveParked } from '#lib/policy/parked-items.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { findParkedItem, removeParkedItem as remove } from '#server/db/parked-items.ts';
import type { FormState } from './form-state.ts';
import { requireSeries } from './require-series.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64), parkedId: z.string().max(64) });

/** Takes an item out of the parking lot for good. */
export async function removeParkedItem(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, parkedId }) => {
    const series = await requireSeries({ id: seriesId }, 'propose');
    const item = await findParkedItem(parkedId);
    if (item === null || item.seriesId !== series.id) {
      throw new AppError('not_found', { message: 'This item is no longer in the parking lot.' });
    }
    if (!mayRemoveParked(await currentActor(), item, series.access)) {
      throw new AppError('forbidden', {
        message: 'Whoever proposed it, the chairs and the owner can remove it. Nothing was changed.',
      });
    }
    await remove(parkedId);
    revalidatePath('/', 'layout');
    return `“${item.title}” is removed.`;
  });
}
