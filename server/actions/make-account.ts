'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { beginSession } from '#server/auth/begin-session.ts';
import { pendingAccount } from '#server/auth/pending-account.ts';
import { parsePersonName } from '#server/auth/person-name.ts';
import { safePath } from '#server/auth/safe-path.ts';
import { createProvedUser } from '#server/db/proved-users.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ name: z.string().max(200), callbackUrl: z.string().max(2000).optional() });

/** Makes the account of somebody who proved who they are and says here what they are called. It has no rights yet. */
export async function makeAccount(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ name, callbackUrl }) => {
    const pending = await pendingAccount.read();
    if (pending === null) {
      throw new AppError('gone', { message: 'That took longer than half an hour. Sign in once more.' });
    }
    const user = await createProvedUser({ ...pending, name: parsePersonName(name) });
    await pendingAccount.clear();
    await beginSession(user.id, pending.identity?.provider ?? 'mail');
    revalidatePath('/', 'layout');
    redirect(safePath(callbackUrl));
  });
}
