'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { beginSession } from '#server/auth/begin-session.ts';
import { parseEmail } from '#server/auth/parse-email.ts';
import { newPassword } from '#server/auth/new-password.ts';
import { hashPassword } from '#server/auth/password.ts';
import { parsePersonName } from '#server/auth/person-name.ts';
import { countAttempt } from '#server/auth/rate-limits.ts';
import { requestAddress } from '#server/auth/request-address.ts';
import { setupNeeded } from '#server/auth/setup-needed.ts';
import { isSetupToken, removeSetupToken } from '#server/auth/setup-token.ts';
import { createOwner } from '#server/db/users.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  token: z.string().max(200),
  name: z.string().max(200),
  email: z.string().max(320),
  password: newPassword,
});

/** Makes the first account, which owns this instance, for whoever holds the token printed in the terminal. */
export async function setUpOwner(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ token, name, email, password }) => {
    await countAttempt('setup', await requestAddress());
    if (!(await setupNeeded()) || !isSetupToken(token)) {
      throw new AppError('forbidden', {
        message: 'This setup link is not valid any more. Take the one that the terminal shows.',
      });
    }
    const owner = await createOwner({
      name: parsePersonName(name),
      email: parseEmail(email),
      passwordHash: await hashPassword(password),
    });
    removeSetupToken();
    await beginSession(owner.id, 'setup');
    revalidatePath('/', 'layout');
    redirect('/');
  });
}
