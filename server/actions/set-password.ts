'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { ownSettings } from '#lib/policy/own-settings.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { newPassword } from '#server/auth/new-password.ts';
import { hashPassword, verifyPassword } from '#server/auth/password.ts';
import { countAttempt, forgetAttempts } from '#server/auth/rate-limits.ts';
import { changePassword, findUserById } from '#server/db/users.ts';
import { log } from '#server/log.ts';
import { publishAccess } from './publish-access.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ oldPassword: z.string().max(1024).default(''), password: newPassword });

/** Sets or changes the asker's password and signs them out everywhere else. Where there is a password it is asked for. */
export async function setPassword(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ oldPassword, password }) => {
    const actor = await currentActor();
    const userId = ownSettings(actor);
    const user = userId === null ? null : await findUserById(userId);
    if (actor.kind !== 'user' || user === null) {
      throw new AppError('unauthenticated', {
        message: 'You are signed out. Sign in again. Nothing was changed.',
      });
    }
    if (user.email === null) {
      throw new AppError('forbidden', {
        message: 'This account has no e-mail address to sign in with. Nothing was changed.',
      });
    }
    if (user.passwordHash !== null) {
      const attempts = `settings ${user.id}`;
      await countAttempt('signInAccount', attempts);
      if (!(await verifyPassword(oldPassword, user.passwordHash))) {
        throw new AppError('invalid', {
          message: 'Nothing was changed.',
          details: { oldPassword: 'That is not your password so far.' },
        });
      }
      await forgetAttempts('signInAccount', attempts);
    }
    await changePassword(user.id, await hashPassword(password), actor.sessionId);
    publishAccess({ userId: user.id });
    log.info({ userId: user.id }, 'password set');
    revalidatePath('/settings');
    return 'Your password is set. You are signed out everywhere else.';
  });
}
