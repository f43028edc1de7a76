'use server';

import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { stopMails } from '#server/reminders/stop-mails.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ token: z.string().max(400) });

/** Stops the mails that a link from one of them names; whoever has the link may, signed in or not. */
export async function stopReminders(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ token }) => {
    if (!(await stopMails(token))) {
      throw new AppError('invalid', { message: 'This link is not complete. Open it from the mail again.' });
    }
    return 'No more mails about the calls of this series come to you.';
  });
}
