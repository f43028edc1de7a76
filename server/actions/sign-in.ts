'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { askedMail } from '#server/auth/asked-mail.ts';
import { beginSession } from '#server/auth/begin-session.ts';
import { checkPassword } from '#server/auth/check-password.ts';
import { requestAddress } from '#server/auth/request-address.ts';
import { safePath } from '#server/auth/safe-path.ts';
import { askForMail } from '#server/auth/sign-in-mail.ts';
import { log } from '#server/log.ts';
import { idleForm, type FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  email: z.string().max(320),
  password: z.string().max(1024).optional(),
  callbackUrl: z.string().max(2000).optional(),
  way: z.enum(['password', 'mail']).default('password'),
});

/**
 * Signs in by e-mail address and password and goes on to where the person came from, or has a mail sent that signs in. The
 * answer about a mail is the same for every address. The form's button says which (`way`); others only show the other fields.
 */
export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  const shown = form.get('way');
  if (shown === 'show-password' || shown === 'show-mail') {
    // Without a script the page comes again with the fields of that way, and with what was typed.
    const email = form.get('email');
    return { ...idleForm, values: { way: shown, email: typeof email === 'string' ? email : '' } };
  }
  return runAction(form, schema, async ({ email, password, callbackUrl, way }) => {
    const next = safePath(callbackUrl);
    if (way === 'mail') {
      const mail = await askForMail(email, next, await requestAddress());
      await askedMail.write({ mailId: mail.mailId, email: mail.email });
      after(() => send(mail.send));
      redirect(`/sign-in/mail?callbackUrl=${encodeURIComponent(next)}`);
    }
    if (password === undefined || password === '') {
      throw new AppError('invalid', {
        message: 'You are not signed in yet.',
        details: { password: 'Write your password, or have a mail sent instead.' },
      });
    }
    const user = await checkPassword(email, password, await requestAddress());
    await beginSession(user.id, 'password');
    revalidatePath('/', 'layout');
    redirect(next);
  });
}

async function send(mail: () => Promise<void>): Promise<void> {
  try {
    await mail();
  } catch (error) {
    // Whoever asked has their answer already: that page says how to ask again.
    log.error({ err: error }, 'sign-in mail not sent');
  }
}
