'use server';

import { z } from 'zod';
import { requestAddress } from '#server/auth/request-address.ts';
import { proveByLink } from '#server/auth/sign-in-mail.ts';
import type { FormState } from './form-state.ts';
import { goOnProved } from './go-on-proved.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ token: z.string().max(200), callbackUrl: z.string().max(2000).optional() });

/** Signs in by the link of a mail, in whatever browser it was opened. */
export async function signInByLink(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ token, callbackUrl }) =>
    goOnProved(await proveByLink(token, await requestAddress()), callbackUrl),
  );
}
