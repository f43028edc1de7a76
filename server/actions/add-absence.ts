'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { instantOfWallTime } from '#lib/times/wall-time.ts';
import { findRole } from '#server/db/memberships.ts';
import { addAbsence as storeAbsence } from '#server/db/turns.ts';
import { passNotesWhile } from '#server/planning/pass-notes-on.ts';
import { publishAccess } from './publish-access.ts';
import { requireTurnsOf } from './require-turns-of.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, 'Choose a day.');
const schema = z.object({ seriesId: z.string().max(64), userId: z.string().max(64), from: day, to: day });

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Says from which day to which a member is away and takes no notes, both days included. Calls of these days that they are only
 * proposed for go to whose turn is next.
 */
export async function addAbsence(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, userId, from, to }) => {
    const { zone } = await requireTurnsOf(seriesId, userId);
    const first = instantOfWallTime(`${from}T00:00`, zone);
    const lastDay = new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS);
    const end = Number.isNaN(lastDay.getTime())
      ? null
      : instantOfWallTime(`${lastDay.toISOString().slice(0, 10)}T00:00`, zone);
    if (first === null || end === null || end <= first) {
      throw new AppError('invalid', {
        message: 'Something in the form is not right. Nothing was changed.',
        details: { to: 'Choose a last day that is not before the first.' },
      });
    }
    if ((await findRole(seriesId, userId)) === null) {
      throw new AppError('not_found', { message: 'They are no member of this series any more.' });
    }
    const absence = { seriesId, userId, from: first, to: end };
    await storeAbsence(absence);
    // Who said yes already stays, until they hand the notes on themselves.
    for (const callId of await passNotesWhile(absence)) publishAccess({ callId });
    revalidatePath('/', 'layout');
    return null;
  });
}
