'use server';

import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { askedMail } from '#server/auth/asked-mail.ts';
import { requestAddress } from '#server/auth/request-address.ts';
import { proveByCode } from '#server/auth/sign-in-mail.ts';
import type { FormState } from './form-state.ts';
import { goOnProved } from './go-on-proved.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ code: z.string().max(100), callbackUrl: z.string().max(2000).optional() });

/** Signs in by the six digits of the mail that this browser asked for. */
export async function signInByCode(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ code, callbackUrl }) => {
    const asked = await askedMail.read();
    if (asked === null) {
      throw new AppError('gone', {
        message:
          'The digits count only in the browser that asked for the mail, for ten minutes. Ask for another mail.',
      });
    }
    const email = await proveByCode(asked.mailId, code, await requestAddress());
    return goOnProved(email, callbackUrl);
  });
}
