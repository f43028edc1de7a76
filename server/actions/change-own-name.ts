'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { ownSettings } from '#lib/policy/own-settings.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { parsePersonName } from '#server/auth/person-name.ts';
import { countAttempt } from '#server/auth/rate-limits.ts';
import { changeAccountName } from '#server/db/account-names.ts';
import type { FormState } from './form-state.ts';
import { publishAccess } from './publish-access.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ name: z.string().max(400, 'Use at most 80 characters.') });

/** Calls the asker otherwise, everywhere; open rooms show it at once. */
export async function changeOwnName(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async (written) => {
    const userId = ownSettings(await currentActor());
    if (userId === null) {
      throw new AppError('unauthenticated', {
        message: 'You are signed out. Sign in again. Nothing was changed.',
      });
    }
    const name = parsePersonName(written.name);
    await countAttempt('ownName', userId);
    const { before, keptIn } = await changeAccountName(userId, name);
    publishAccess({ userId });
    revalidatePath('/', 'layout');
    const titles = keptIn.map(({ title }) => title).join(', ');
    const kept =
      keptIn.length === 0
        ? ''
        : ` The notes of ${titles} go on calling you ${before}, because somebody else there has the new name.`;
    return `You are called ${name} now.${kept}`;
  });
}
