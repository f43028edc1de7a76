'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { beginSession } from '#server/auth/begin-session.ts';
import { checkPassword } from '#server/auth/check-password.ts';
import { requestAddress } from '#server/auth/request-address.ts';
import { safePath } from '#server/auth/safe-path.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  email: z.string().max(320),
  password: z.string().max(1024),
  callbackUrl: z.string().max(2000).optional(),
});

/** Signs in by e-mail address and password and goes on to where the person came from. */
export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ email, password, callbackUrl }) => {
    const user = await checkPassword(email, password, await requestAddress());
    await beginSession(user.id, 'password');
    revalidatePath('/', 'layout');
    redirect(safePath(callbackUrl));
  });
}
