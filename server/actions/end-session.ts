'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { deleteOtherSessions, deleteSessionOf } from '#server/db/sessions.ts';
import { ownSettings } from '#lib/policy/own-settings.ts';
import { log } from '#server/log.ts';
import { publishAccess } from './publish-access.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ session: z.string().max(64) });

/** Signs the asker out in one of their other browsers, or in all of them (`others`): pages and open calls, at once. */
export async function endSession(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ session }) => {
    const actor = await currentActor();
    const userId = ownSettings(actor);
    if (userId === null || actor.kind !== 'user') {
      throw new AppError('unauthenticated', { message: 'You are signed out here too. Sign in again.' });
    }
    const count =
      session === 'others'
        ? await deleteOtherSessions(userId, actor.sessionId)
        : Number(session !== actor.sessionId && (await deleteSessionOf(userId, session)));
    publishAccess({ userId });
    log.info({ userId, count }, 'signed out in other browsers');
    revalidatePath('/settings');
    return count === 0 ? 'Nobody was signed in there any more.' : 'Signed out there.';
  });
}
